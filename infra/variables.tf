variable "subscription_id" {
  type        = string
  description = "Subscription to deploy to; null takes ARM_SUBSCRIPTION_ID."
  default     = null

  validation {
    condition     = var.subscription_id == null ? true : can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", var.subscription_id))
    error_message = "subscription_id is a lower-case UUID."
  }
}

variable "environment" {
  type        = string
  description = "Environment: part of every name, and a tag."
  default     = "test"
  nullable    = false

  validation {
    condition     = contains(["test", "staging", "prod"], var.environment)
    error_message = "environment is test, staging or prod."
  }
}

variable "name_suffix" {
  type        = string
  description = "Three or four characters that make the names of the registry, vault and backup account unique in all of Azure. Choose once."
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]{3,4}$", var.name_suffix))
    error_message = "name_suffix has 3 or 4 lower-case letters and digits."
  }
}

variable "resource_group_name" {
  type        = string
  description = "Resource group that holds everything but the state."
  default     = "rg-observer-test"
  nullable    = false
}

variable "resource_group_create_enabled" {
  type        = bool
  description = "True creates the resource group; false uses an existing one, such as the one that holds the state."
  default     = true
  nullable    = false
}

variable "delete_lock_enabled" {
  type        = bool
  description = "True refuses every deletion in the resource group until the lock is taken off by hand."
  default     = false
  nullable    = false
}

variable "location" {
  type        = string
  description = "Azure region, by its display name."
  default     = "Korea South"
  nullable    = false

  validation {
    condition     = contains(keys(local.regions), var.location)
    error_message = "location is one of the regions in locals.tf, by display name; add a region there together with its availability zones."
  }
}

variable "admin_password" {
  type        = string
  description = "Not used: SSH keys are the only login. A value is refused, so that nobody believes it works."
  default     = null
  sensitive   = true

  validation {
    condition     = var.admin_password == null
    error_message = "Password login is off. Remove admin_password and put a public key into admin_ssh_public_keys."
  }
}

variable "admin_username" {
  type        = string
  description = "Account that deploys over SSH."
  default     = "qtsops"
  nullable    = false
}

variable "admin_ssh_public_keys" {
  type        = list(string)
  description = "Public keys that may log in."
  nullable    = false
}

variable "address_space" {
  type        = string
  description = "IPv4 range of the virtual network, from /16 to /26."
  default     = "10.40.0.0/24"
  nullable    = false
}

variable "ssh_allowed_cidrs" {
  type        = list(string)
  description = "IPv4 ranges, /16 or narrower, from which the machines' SSH port may be reached."
  default     = []
  nullable    = false
}

variable "service_allowed_cidrs" {
  type        = list(string)
  description = "IPv4 ranges, besides the virtual network, whose clients the load balancer serves."
  default     = []
  nullable    = false
}

variable "load_balancer_public_enabled" {
  type        = bool
  description = "True gives the load balancer a public address."
  default     = false
  nullable    = false
}

variable "ddos_plan_enabled" {
  type        = bool
  description = "True creates a DDoS protection plan, which has a high fixed monthly price."
  default     = false
  nullable    = false
}

variable "vm_size" {
  type        = string
  description = "Size of each machine; scaling up."
  default     = "Standard_D2s_v5"
  nullable    = false
}

variable "instance_count" {
  type        = number
  description = "Number of machines behind the load balancer; scaling out."
  default     = 1
  nullable    = false
}

variable "scale_set" {
  type = object({
    minimum                   = number
    maximum                   = number
    scale_out_cpu_percentage  = optional(number, 70)
    scale_out_window_duration = optional(string, "PT10M")
  })
  description = "Bounds of a scale set with autoscale, used instead of instance_count, or null."
  default     = null
}

variable "data_disk" {
  type = object({
    size_gb = number
    type    = string
  })
  description = "Disk that holds the recorded data, one for each machine."
  default = {
    size_gb = 128
    type    = "Premium_LRS"
  }
  nullable = false
}

variable "backup_replication_type" {
  type        = string
  description = "Replication of the backups; null takes the highest that the region offers."
  default     = null
}

variable "backup_retention_days" {
  type        = number
  description = "Days after which a backup is deleted."
  default     = 365
  nullable    = false
}

variable "backup_immutability" {
  type = object({
    days   = number
    locked = optional(bool, false)
  })
  description = "Days for which nobody may change or delete a backup, or null."
  default     = null
}

variable "customer_managed_key_enabled" {
  type        = bool
  description = "True encrypts the backups with a key of our own. Terraform must then run where the vault's private endpoint is reachable."
  default     = false
  nullable    = false
}

variable "github_subjects" {
  type        = map(string)
  description = "GitHub's OIDC subject for the pipeline purposes plan, apply and push; empty creates no pipeline identity."
  default     = {}
  nullable    = false
}

variable "state_container_id" {
  type        = string
  description = "Resource id of the state's blob container, to which the pipeline identities get access; null leaves that to the bootstrap."
  default     = null

  validation {
    condition     = var.state_container_id == null ? true : can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Storage/storageAccounts/[^/]+/blobServices/default/containers/[^/]+$", var.state_container_id))
    error_message = "state_container_id is the resource id of a blob container; scripts/bootstrap_state.sh prints it."
  }
}

variable "application_telemetry_enabled" {
  type        = bool
  description = "True creates Application Insights and collects the JSON application log; false costs nothing."
  default     = false
  nullable    = false
}

variable "log_retention_days" {
  type        = number
  description = "Days for which logs are kept."
  default     = 30
  nullable    = false
}

variable "log_daily_quota_gb" {
  type        = number
  description = "Gigabytes of logs a day beyond which collection stops until the next day."
  default     = 1
  nullable    = false
}

variable "alert_emails" {
  type        = list(string)
  description = "Addresses that alerts and budget notices go to."
  default     = []
  nullable    = false
}

variable "monthly_budget" {
  type        = number
  description = "Budget of the resource group a month, in the subscription's currency."
  nullable    = false
}

variable "budget_start_month" {
  type        = string
  description = "Month of the first apply, as YYYY-MM."
  nullable    = false
}
