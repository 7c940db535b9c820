# The agent on each machine collects counters, the system log and, when asked to, the application log.
locals {
  # The fields of a line of logs/observer.log.
  application_log_columns = {
    TimeGenerated    = "datetime"
    timestamp        = "long"
    level            = "string"
    threadName       = "string"
    loggerName       = "string"
    formattedMessage = "string"
    kvpList          = "dynamic"
    throwable        = "dynamic"
  }
  application_log_table = "QtsObserver_CL"
}

resource "azurerm_monitor_data_collection_endpoint" "this" {
  count = var.application_telemetry_enabled ? 1 : 0

  name                = "dce-${var.name}"
  resource_group_name = var.resource_group_name
  location            = var.location
  kind                = "Linux"
  tags                = var.tags
}

resource "azurerm_log_analytics_workspace_table_custom_log" "application" {
  count = var.application_telemetry_enabled ? 1 : 0

  name         = local.application_log_table
  workspace_id = azurerm_log_analytics_workspace.this.id

  dynamic "column" {
    for_each = local.application_log_columns
    content {
      name = column.key
      type = column.value
    }
  }
}

resource "azurerm_monitor_data_collection_rule" "this" {
  name                        = "dcr-${var.name}"
  resource_group_name         = var.resource_group_name
  location                    = var.location
  kind                        = "Linux"
  data_collection_endpoint_id = one(azurerm_monitor_data_collection_endpoint.this[*].id)
  tags                        = var.tags

  destinations {
    log_analytics {
      name                  = "workspace"
      workspace_resource_id = azurerm_log_analytics_workspace.this.id
    }
  }

  data_flow {
    streams      = ["Microsoft-Perf", "Microsoft-Syslog"]
    destinations = ["workspace"]
  }

  dynamic "data_flow" {
    for_each = azurerm_log_analytics_workspace_table_custom_log.application
    content {
      streams       = ["Custom-${data_flow.value.name}"]
      destinations  = ["workspace"]
      output_stream = "Custom-${data_flow.value.name}"
      transform_kql = "source | extend TimeGenerated = unixtime_milliseconds_todatetime(timestamp)"
    }
  }

  dynamic "stream_declaration" {
    for_each = azurerm_log_analytics_workspace_table_custom_log.application
    content {
      stream_name = "Custom-${stream_declaration.value.name}"

      dynamic "column" {
        for_each = local.application_log_columns
        content {
          name = column.key
          type = column.value
        }
      }
    }
  }

  data_sources {
    performance_counter {
      name                          = "machine"
      streams                       = ["Microsoft-Perf"]
      sampling_frequency_in_seconds = 60
      counter_specifiers = [
        "Processor(*)\\% Processor Time",
        "Memory(*)\\% Used Memory",
        "Logical Disk(*)\\% Used Space",
        "Logical Disk(*)\\Disk Write Bytes/sec",
        "Network(*)\\Total Bytes Transmitted",
        "Network(*)\\Total Bytes Received",
      ]
    }

    # The watch line comes as daemon.info; other facilities only when something is wrong.
    syslog {
      name           = "daemon"
      streams        = ["Microsoft-Syslog"]
      facility_names = ["daemon"]
      log_levels     = ["Info", "Notice", "Warning", "Error", "Critical", "Alert", "Emergency"]
    }

    syslog {
      name           = "system"
      streams        = ["Microsoft-Syslog"]
      facility_names = ["auth", "authpriv", "kern", "syslog"]
      log_levels     = ["Warning", "Error", "Critical", "Alert", "Emergency"]
    }

    dynamic "log_file" {
      for_each = azurerm_log_analytics_workspace_table_custom_log.application
      content {
        name          = "application"
        streams       = ["Custom-${log_file.value.name}"]
        format        = "json"
        file_patterns = ["/opt/qts-observer/logs/observer.log"]
      }
    }
  }
}

resource "azurerm_monitor_data_collection_rule_association" "this" {
  for_each = var.targets

  name                    = "dcra-${var.name}"
  target_resource_id      = each.value
  data_collection_rule_id = azurerm_monitor_data_collection_rule.this.id
}
