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
      for index, chart in local.charts : {
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
