# The dashboard: one chart for each question an operator asks first.
locals {
  charts = [
    { title = "Container status and error rate", query = "${local.watch_lines} | parse SyslogMessage with \"container_status=\" status * | extend error_rate = todouble(extract(@\"error_rate=([0-9.]+)\", 1, SyslogMessage)) | summarize stopped = countif(status startswith \"stopped\"), error_rate = avg(error_rate) by bin(TimeGenerated, 1m) | order by TimeGenerated asc" },
    { title = "Heartbeat", query = "Heartbeat | summarize machines = dcount(Computer) by bin(TimeGenerated, 1m) | order by TimeGenerated asc" },
    { title = "CPU", query = "Perf | where ObjectName == \"Processor\" and CounterName == \"% Processor Time\" | summarize cpu = avg(CounterValue) by bin(TimeGenerated, 1m), Computer | order by TimeGenerated asc" },
    { title = "Memory", query = "Perf | where CounterName == \"% Used Memory\" | summarize memory = avg(CounterValue) by bin(TimeGenerated, 1m), Computer | order by TimeGenerated asc" },
    { title = "Disk used", query = "Perf | where CounterName == \"% Used Space\" | summarize used = max(CounterValue) by bin(TimeGenerated, 5m), Computer, InstanceName | order by TimeGenerated asc" },
    { title = "Disk writes and network", query = "Perf | where CounterName in (\"Disk Write Bytes/sec\", \"Total Bytes Transmitted\", \"Total Bytes Received\") | summarize bytes = avg(CounterValue) by bin(TimeGenerated, 1m), CounterName | order by TimeGenerated asc" },
  ]

  # What the service itself sends. A counter's Sum is what came since its last delivery.
  snapshots = "AppMetrics | where Name == \"observer_snapshots_total\" | extend outcome = tostring(Properties.outcome)"
  application_charts = [
    { title = "Snapshots a minute by outcome", query = "${local.snapshots} | summarize snapshots = sum(Sum) by bin(TimeGenerated, 1m), outcome | order by TimeGenerated asc" },
    { title = "Error rate of the service, percent", query = "${local.snapshots} | summarize failed = sumif(Sum, outcome in (\"rejected\", \"blocked\", \"shed\")), received = sum(Sum) by bin(TimeGenerated, 1m) | extend error_rate = 100 * failed / received | project TimeGenerated, error_rate | order by TimeGenerated asc" },
    { title = "Snapshot processing latency by stage, milliseconds", query = "AppMetrics | where Name == \"observer_snapshot_processing_seconds\" | extend stage = tostring(Properties.stage) | summarize milliseconds = 1000 * sum(Sum) / sum(ItemCount) by bin(TimeGenerated, 1m), stage | order by TimeGenerated asc" },
    { title = "Buffer utilisation, percent", query = "AppMetrics | where Name == \"observer_buffer_utilisation_ratio\" | summarize used = 100 * max(Sum) by bin(TimeGenerated, 1m), AppRoleInstance | order by TimeGenerated asc" },
    { title = "Data volume, bytes a minute", query = "AppMetrics | where Name in (\"observer_journal_raw_bytes_total\", \"observer_journal_disk_bytes_total\") | summarize bytes = sum(Sum) by bin(TimeGenerated, 1m), Name | order by TimeGenerated asc" },
    { title = "Sessions", query = "AppMetrics | where Name == \"observer_sessions\" | summarize sessions = max(Sum) by bin(TimeGenerated, 1m), AppRoleInstance | order by TimeGenerated asc" },
    { title = "Availability, percent of the conditions that held", query = "AppMetrics | where Name == \"observer_ready\" | summarize available = 100 * avg(Sum) by bin(TimeGenerated, 1m), AppRoleInstance | order by TimeGenerated asc" },
    { title = "Slowest requests, milliseconds", query = "AppRequests | summarize milliseconds = max(DurationMs) by bin(TimeGenerated, 1m), Name | order by TimeGenerated asc" },
    { title = "Warnings and errors in the log", query = "${local.application_log_table} | where level in (\"WARN\", \"ERROR\") | summarize lines = count() by bin(TimeGenerated, 5m), level | order by TimeGenerated asc" },
  ]
  all_charts = concat(local.charts, [for chart in local.application_charts : chart if var.application_telemetry_enabled])
}

resource "azurerm_application_insights_workbook" "this" {
  # A workbook's name is a UUID; this one follows from the environment, so that it stays the same.
  name                = uuidv5("url", "https://qts-observer.invalid/workbook/${var.name}")
  resource_group_name = var.resource_group_name
  location            = var.location
  display_name        = "QTS Observer (${var.name})"
  source_id           = lower(azurerm_log_analytics_workspace.this.id)
  tags                = var.tags

  data_json = jsonencode({
    version = "Notebook/1.0"
    items = [
      for index, chart in local.all_charts : {
        type = 3
        name = "chart-${index}"
        content = {
          version       = "KqlItem/1.0"
          title         = chart.title
          query         = chart.query
          size          = 0
          queryType     = 0
          resourceType  = "microsoft.operationalinsights/workspaces"
          visualization = "timechart"
          timeContext   = { durationMs = 14400000 }
        }
      }
    ]
  })
}
