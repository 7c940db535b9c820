environment         = "prod"
name_suffix         = "prd"
resource_group_name = "rg-observer-prod"
delete_lock_enabled = true

# The default region, Korea South, has no availability zones.
location = "Korea Central"

vm_size        = "Standard_D2s_v5"
instance_count = 2
data_disk      = { size_gb = 256, type = "Premium_LRS" }

backup_retention_days         = 1825
backup_immutability           = { days = 365 }
application_telemetry_enabled = true
log_retention_days            = 90
log_daily_quota_gb            = 5
monthly_budget                = 1500
budget_start_month            = "2026-12"
