mock_provider "azurerm" {
  source = "./tests/mocks"
}

variables {
  name                = "observer-test"
  resource_group_name = "rg-mock"
  resource_group_id   = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock"
  location            = "Korea South"
  target_type         = "Microsoft.Compute/virtualMachines"
  minimum_instances   = 2
  monthly_budget      = 100
  budget_start_month  = "2026-12"
  targets = {
    vm-1 = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.Compute/virtualMachines/vm-1"
    vm-2 = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.Compute/virtualMachines/vm-2"
  }
  alerts_yaml = <<-YAML
    alerts:
      - {name: "High CPU Usage", condition: "cpu_percentage > 80", duration: "5m", severity: "warning"}
      - {name: "Container Down", condition: "container_status == 'stopped'", duration: "1m", severity: "critical"}
      - {name: "High Error Rate", condition: "error_rate > 5%", duration: "2m", severity: "warning"}
  YAML
}

run "turns_the_shared_alerts_into_azure_alerts" {
  command = plan
  module { source = "./modules/monitoring" }

  assert {
    condition = (
      azurerm_monitor_metric_alert.this["high-cpu-usage"].criteria[0].metric_name == "Percentage CPU"
      && azurerm_monitor_metric_alert.this["high-cpu-usage"].criteria[0].operator == "GreaterThan"
      && azurerm_monitor_metric_alert.this["high-cpu-usage"].criteria[0].threshold == 80
      && azurerm_monitor_metric_alert.this["high-cpu-usage"].window_size == "PT5M"
      && azurerm_monitor_metric_alert.this["high-cpu-usage"].frequency == "PT1M"
      && azurerm_monitor_metric_alert.this["high-cpu-usage"].severity == 2
      && length(azurerm_monitor_metric_alert.this["high-cpu-usage"].scopes) == 2
    )
    error_message = "CPU above 80 % over 5 minutes is a warning, on every machine."
  }

  assert {
    condition = (
      azurerm_monitor_scheduled_query_rules_alert_v2.state["container-down"].severity == 0
      && azurerm_monitor_scheduled_query_rules_alert_v2.state["container-down"].window_duration == "PT1M"
      && azurerm_monitor_scheduled_query_rules_alert_v2.state["container-down"].criteria[0].operator == "GreaterThan"
      && azurerm_monitor_scheduled_query_rules_alert_v2.state["container-down"].criteria[0].threshold == 0
      && azurerm_monitor_scheduled_query_rules_alert_v2.state["container-down"].criteria[0].failing_periods[0].number_of_evaluation_periods == 1
      && strcontains(azurerm_monitor_scheduled_query_rules_alert_v2.state["container-down"].criteria[0].query, "container_status=stopped")
    )
    error_message = "A stopped container is critical after one minute."
  }

  assert {
    condition = (
      azurerm_monitor_scheduled_query_rules_alert_v2.silence["container-down"].severity == 0
      && azurerm_monitor_scheduled_query_rules_alert_v2.silence["container-down"].criteria[0].operator == "LessThan"
      && azurerm_monitor_scheduled_query_rules_alert_v2.silence["container-down"].criteria[0].threshold == 2
      && azurerm_monitor_scheduled_query_rules_alert_v2.silence["container-down"].criteria[0].metric_measure_column == "machines"
    )
    error_message = "A machine that is silent is as critical as a stopped container."
  }

  assert {
    condition = (
      azurerm_monitor_scheduled_query_rules_alert_v2.number["high-error-rate"].severity == 2
      && azurerm_monitor_scheduled_query_rules_alert_v2.number["high-error-rate"].window_duration == "PT1M"
      && azurerm_monitor_scheduled_query_rules_alert_v2.number["high-error-rate"].criteria[0].metric_measure_column == "error_rate"
      && azurerm_monitor_scheduled_query_rules_alert_v2.number["high-error-rate"].criteria[0].time_aggregation_method == "Average"
      && azurerm_monitor_scheduled_query_rules_alert_v2.number["high-error-rate"].criteria[0].threshold == 5
      && azurerm_monitor_scheduled_query_rules_alert_v2.number["high-error-rate"].criteria[0].failing_periods[0].minimum_failing_periods_to_trigger_alert == 2
      && azurerm_monitor_scheduled_query_rules_alert_v2.number["high-error-rate"].criteria[0].failing_periods[0].number_of_evaluation_periods == 2
      && strcontains(azurerm_monitor_scheduled_query_rules_alert_v2.number["high-error-rate"].criteria[0].query, "project TimeGenerated")
    )
    error_message = "An error rate above 5 % in two of two one-minute windows is a warning."
  }

  assert {
    condition     = length(azurerm_application_insights.this) == 0 && length(azurerm_log_analytics_workspace_table_custom_log.application) == 0 && length(azurerm_monitor_data_collection_endpoint.this) == 0
    error_message = "The application's own telemetry is off unless asked for."
  }

  assert {
    condition     = azurerm_log_analytics_workspace.this.daily_quota_gb == 1 && azurerm_log_analytics_workspace.this.local_authentication_enabled == false
    error_message = "The workspace is bounded and takes identities only."
  }

  assert {
    condition     = length(jsondecode(azurerm_application_insights_workbook.this.data_json).items) == 6
    error_message = "The workbook has its six charts."
  }
}

run "ships_application_telemetry_when_asked" {
  command = apply
  module { source = "./modules/monitoring" }

  variables {
    application_telemetry_enabled = true
    alert_emails                  = ["operations@example.com"]
  }

  assert {
    condition     = azurerm_application_insights.this[0].application_type == "java" && output.application_insights_connection_string != null
    error_message = "The service gets a connection string."
  }

  assert {
    condition     = azurerm_monitor_data_collection_rule.this.data_sources[0].log_file[0].file_patterns == tolist(["/opt/qts-observer/logs/observer.log"]) && length(azurerm_monitor_data_collection_rule.this.data_flow) == 2
    error_message = "The agent collects the JSON log."
  }

  assert {
    condition     = length(jsondecode(azurerm_application_insights_workbook.this.data_json).items) == 15
    error_message = "The workbook shows what the service sends as well."
  }

  assert {
    condition     = azurerm_consumption_budget_resource_group.this.time_period[0].start_date == "2026-12-01T00:00:00Z" && length(azurerm_consumption_budget_resource_group.this.notification) == 2
    error_message = "The budget begins on the first of a month and warns twice."
  }

  assert {
    condition     = [for receiver in azurerm_monitor_action_group.this.email_receiver : receiver.email_address] == ["operations@example.com"]
    error_message = "Alerts reach the operators."
  }
}

run "refuses_an_alert_that_azure_cannot_watch" {
  command = plan
  module { source = "./modules/monitoring" }

  variables {
    alerts_yaml = <<-YAML
      alerts:
        - {name: "Moon phase", condition: "moon_percentage > 80", duration: "5m", severity: "warning"}
        - {name: "CPU", condition: "cpu_percentage > 80", duration: "5m", severity: "warning"}
    YAML
  }

  expect_failures = [azurerm_monitor_action_group.this]
}

run "refuses_a_window_that_azure_does_not_have" {
  command = plan
  module { source = "./modules/monitoring" }

  variables {
    alerts_yaml = <<-YAML
      alerts:
        - {name: "CPU", condition: "cpu_percentage > 80", duration: "2m", severity: "warning"}
    YAML
  }

  expect_failures = [azurerm_monitor_metric_alert.this["cpu"]]
}

run "refuses_a_file_that_is_not_in_the_operators_form" {
  command = plan
  module { source = "./modules/monitoring" }

  variables {
    alerts_yaml = <<-YAML
      alerts:
        - {name: "CPU", condition: "cpu_percentage > 80", duration: "5m", severity: "terrible"}
    YAML
  }

  expect_failures = [var.alerts_yaml]
}
