output "workspace_id" {
  description = "Log Analytics workspace."
  value       = azurerm_log_analytics_workspace.this.id
}

output "application_insights_connection_string" {
  description = "Connection string for the service's OpenTelemetry exporter; null when application telemetry is off."
  value       = one(azurerm_application_insights.this[*].connection_string)
  sensitive   = true
}

output "alert_summary" {
  description = "What became of each alert of the shared file, for comparing it with the other forms."
  value = {
    for key, alert in local.alerts : alert.name => {
      signal   = alert.signal
      operator = alert.operator
      value    = alert.value
      minutes  = alert.minutes
      severity = alert.severity
      resources = concat(
        [for name, _ in local.metric_alerts : azurerm_monitor_metric_alert.this[name].name if name == key],
        [for name, _ in local.state_alerts : azurerm_monitor_scheduled_query_rules_alert_v2.state[name].name if name == key],
        [for name, _ in local.state_alerts : azurerm_monitor_scheduled_query_rules_alert_v2.silence[name].name if name == key],
        [for name, _ in local.number_alerts : azurerm_monitor_scheduled_query_rules_alert_v2.number[name].name if name == key],
      )
    }
  }
}
