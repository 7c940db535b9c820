# Each alert of the shared file becomes an Azure alert. The first word of its condition names a signal;
# the table below says where Azure finds that signal.
locals {
  minute = "PT1M"

  severities = { critical = 0, warning = 2, info = 3 }
  operators  = { ">" = "GreaterThan", ">=" = "GreaterThanOrEqual", "<" = "LessThan", "<=" = "LessThanOrEqual", "==" = "Equal" }

  # Windows that Azure offers for metric alerts, in minutes.
  metric_windows = { 1 = "PT1M", 5 = "PT5M", 15 = "PT15M", 30 = "PT30M", 60 = "PT1H" }

  metric_signals = {
    cpu_percentage = { metric = "Percentage CPU", aggregation = "Average" }
  }

  # One line a minute comes from qts-observer-watch on each machine.
  watch_lines = "Syslog | where ProcessName == \"qts-observer-watch\""

  # A state is counted: any line that says so, in every minute of the duration.
  state_signals = {
    container_status = {
      query = "${local.watch_lines} | where SyslogMessage has \"container_status=%s\""
    }
  }

  # A number is measured: its average in every minute of the duration.
  number_signals = {
    error_rate = {
      query   = "${local.watch_lines} | parse SyslogMessage with * \"error_rate=\" error_rate:real | where isnotnull(error_rate) | project TimeGenerated, Computer, error_rate"
      measure = "error_rate"
    }
  }

  alerts = {
    for alert in yamldecode(var.alerts_yaml).alerts : replace(lower(alert.name), "/[^a-z0-9]+/", "-") => {
      name     = alert.name
      signal   = regex("^[a-z_]+", alert.condition)
      operator = regex(">=|<=|==|>|<", alert.condition)
      value    = trim(regex("(?:>=|<=|==|>|<) *(.+)$", alert.condition)[0], "'% ")
      minutes  = tonumber(trimsuffix(alert.duration, "m"))
      severity = local.severities[alert.severity]
      text     = "${alert.condition} for ${alert.duration}"
    }
  }

  metric_alerts = { for key, alert in local.alerts : key => alert if contains(keys(local.metric_signals), alert.signal) }
  state_alerts  = { for key, alert in local.alerts : key => alert if contains(keys(local.state_signals), alert.signal) }
  number_alerts = { for key, alert in local.alerts : key => alert if contains(keys(local.number_signals), alert.signal) }
  unknown       = [for key, alert in local.alerts : alert.name if !contains(keys(merge(local.metric_signals, local.state_signals, local.number_signals)), alert.signal)]
}

resource "azurerm_monitor_action_group" "this" {
  name                = "ag-${var.name}"
  resource_group_name = var.resource_group_name
  short_name          = "qts-observer"
  tags                = var.tags

  dynamic "email_receiver" {
    for_each = var.alert_emails
    content {
      name                    = "email-${email_receiver.key}"
      email_address           = email_receiver.value
      use_common_alert_schema = true
    }
  }

  lifecycle {
    precondition {
      condition     = length(local.unknown) == 0
      error_message = "No Azure signal is known for: ${join(", ", local.unknown)}. Add it to the signals in modules/monitoring/alerts.tf."
    }
  }
}

resource "azurerm_monitor_metric_alert" "this" {
  for_each = local.metric_alerts

  name                     = "alert-${var.name}-${each.key}"
  resource_group_name      = var.resource_group_name
  description              = each.value.text
  severity                 = each.value.severity
  scopes                   = values(var.targets)
  target_resource_type     = var.target_type
  target_resource_location = var.location
  frequency                = local.minute
  window_size              = lookup(local.metric_windows, each.value.minutes, "none")
  tags                     = var.tags

  criteria {
    metric_namespace = var.target_type
    metric_name      = local.metric_signals[each.value.signal].metric
    aggregation      = local.metric_signals[each.value.signal].aggregation
    operator         = local.operators[each.value.operator]
    threshold        = tonumber(each.value.value)
  }

  action {
    action_group_id = azurerm_monitor_action_group.this.id
  }

  lifecycle {
    precondition {
      condition     = contains(keys(local.metric_windows), tostring(each.value.minutes))
      error_message = "${each.value.name}: Azure has metric windows of 1, 5, 15, 30 and 60 minutes, not ${each.value.minutes}."
    }
    precondition {
      condition     = each.value.operator != "=="
      error_message = "${each.value.name}: a measured number is compared with > >= < or <=."
    }
  }
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "state" {
  for_each = local.state_alerts

  name                    = "alert-${var.name}-${each.key}"
  resource_group_name     = var.resource_group_name
  location                = var.location
  description             = each.value.text
  severity                = each.value.severity
  scopes                  = [azurerm_log_analytics_workspace.this.id]
  evaluation_frequency    = local.minute
  window_duration         = local.minute
  auto_mitigation_enabled = true
  tags                    = var.tags

  criteria {
    query                   = format(local.state_signals[each.value.signal].query, each.value.value)
    time_aggregation_method = "Count"
    operator                = "GreaterThan"
    threshold               = 0

    failing_periods {
      minimum_failing_periods_to_trigger_alert = each.value.minutes
      number_of_evaluation_periods             = each.value.minutes
    }
  }

  action {
    action_groups = [azurerm_monitor_action_group.this.id]
  }

  lifecycle {
    precondition {
      condition     = each.value.minutes <= 6 && each.value.operator == "=="
      error_message = "${each.value.name}: a state is compared with == and for at most 6 one-minute windows."
    }
  }
}

# A machine that is dead logs nothing, so its silence is an alert of its own. Heartbeats come every
# minute and take a few minutes to arrive: a shorter window would alarm on slow delivery.
resource "azurerm_monitor_scheduled_query_rules_alert_v2" "silence" {
  for_each = local.state_alerts

  name                    = "alert-${var.name}-${each.key}-silence"
  resource_group_name     = var.resource_group_name
  location                = var.location
  description             = "Fewer machines than ${var.minimum_instances} have sent a heartbeat"
  severity                = each.value.severity
  scopes                  = [azurerm_log_analytics_workspace.this.id]
  evaluation_frequency    = local.minute
  window_duration         = "PT5M"
  auto_mitigation_enabled = true
  tags                    = var.tags

  criteria {
    query                   = "Heartbeat | summarize machines = dcount(Computer)"
    time_aggregation_method = "Minimum"
    metric_measure_column   = "machines"
    operator                = "LessThan"
    threshold               = var.minimum_instances

    failing_periods {
      minimum_failing_periods_to_trigger_alert = 1
      number_of_evaluation_periods             = 1
    }
  }

  action {
    action_groups = [azurerm_monitor_action_group.this.id]
  }
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "number" {
  for_each = local.number_alerts

  name                    = "alert-${var.name}-${each.key}"
  resource_group_name     = var.resource_group_name
  location                = var.location
  description             = each.value.text
  severity                = each.value.severity
  scopes                  = [azurerm_log_analytics_workspace.this.id]
  evaluation_frequency    = local.minute
  window_duration         = local.minute
  auto_mitigation_enabled = true
  tags                    = var.tags

  criteria {
    query                   = local.number_signals[each.value.signal].query
    metric_measure_column   = local.number_signals[each.value.signal].measure
    time_aggregation_method = "Average"
    operator                = local.operators[each.value.operator]
    threshold               = tonumber(each.value.value)

    dimension {
      name     = "Computer"
      operator = "Include"
      values   = ["*"]
    }

    failing_periods {
      minimum_failing_periods_to_trigger_alert = each.value.minutes
      number_of_evaluation_periods             = each.value.minutes
    }
  }

  action {
    action_groups = [azurerm_monitor_action_group.this.id]
  }

  lifecycle {
    precondition {
      condition     = each.value.minutes <= 6
      error_message = "${each.value.name}: a log alert looks at no more than 6 one-minute windows."
    }
    precondition {
      condition     = each.value.operator != "=="
      error_message = "${each.value.name}: a measured number is compared with > >= < or <=."
    }
  }
}
