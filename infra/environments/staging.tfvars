environment         = "staging"
name_suffix         = "stg"
resource_group_name = "rg-observer-staging"
location            = "Korea South"

vm_size        = "Standard_B2ms"
instance_count = 1
data_disk      = { size_gb = 64, type = "StandardSSD_LRS" }

backup_retention_days = 60
monthly_budget        = 300
budget_start_month    = "2026-12"
