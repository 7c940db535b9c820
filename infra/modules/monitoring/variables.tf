variable "name" {
  type        = string
  description = "Name stem of the monitoring resources, such as observer-staging."
  nullable    = false
}

variable "resource_group_name" {
  type        = string
  description = "Resource group that holds the monitoring resources."
  nullable    = false
}

variable "resource_group_id" {
  type        = string
  description = "Resource id of the group that the budget watches."
  nullable    = false

  validation {
    condition     = can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+$", var.resource_group_id))
    error_message = "resource_group_id is the resource id of a group."
  }
}

variable "location" {
  type        = string
  description = "Azure region."
  nullable    = false
}

variable "alerts_yaml" {
  type        = string
  description = "Text of the alert file that the service, Prometheus and Azure share: a list of name, condition, duration and severity."
  nullable    = false

  validation {
    condition     = can([for alert in yamldecode(var.alerts_yaml).alerts : regex("^[a-z_]+ *(>=|<=|==|>|<) *[^ ].*$", alert.condition)])
    error_message = "Every alert has a condition of the form: metric operator value."
  }

  validation {
    condition     = can([for alert in yamldecode(var.alerts_yaml).alerts : regex("^[1-9][0-9]*m$", alert.duration)])
    error_message = "Every alert has a duration in whole minutes, such as 5m."
  }

  validation {
    condition     = try(alltrue([for alert in yamldecode(var.alerts_yaml).alerts : contains(["critical", "warning", "info"], alert.severity)]), false)
    error_message = "The severity of an alert is critical, warning or info."
  }
}

variable "targets" {
  type        = map(string)
  description = "Machines or the scale set to watch: name => resource id."
  nullable    = false
}

variable "target_type" {
  type        = string
  description = "Resource type of the targets, which is also the namespace of their metrics."
  nullable    = false

  validation {
    condition     = contains(["Microsoft.Compute/virtualMachines", "Microsoft.Compute/virtualMachineScaleSets"], var.target_type)
    error_message = "target_type is Microsoft.Compute/virtualMachines or Microsoft.Compute/virtualMachineScaleSets."
  }
}

variable "minimum_instances" {
  type        = number
  description = "Machines that must report a heartbeat."
  nullable    = false
}

variable "audited_resources" {
  type        = map(string)
  description = "Resources whose audit log is kept: name => resource id."
  default     = {}
  nullable    = false
}

variable "application_telemetry_enabled" {
  type        = bool
  description = "True creates Application Insights for metrics and traces and collects the JSON application log. False costs nothing."
  default     = false
  nullable    = false
}

variable "log_retention_days" {
  type        = number
  description = "Days for which logs are kept."
  default     = 30
  nullable    = false

  validation {
    condition     = var.log_retention_days >= 30 && var.log_retention_days <= 730
    error_message = "log_retention_days is from 30 to 730."
  }
}

variable "log_daily_quota_gb" {
  type        = number
  description = "Gigabytes of logs a day beyond which collection stops until the next day."
  default     = 1
  nullable    = false

  validation {
    condition     = var.log_daily_quota_gb > 0
    error_message = "log_daily_quota_gb is above 0: an unbounded workspace has an unbounded price."
  }
}

variable "alert_emails" {
  type        = list(string)
  description = "Addresses that are notified."
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for address in var.alert_emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", address))])
    error_message = "alert_emails holds e-mail addresses."
  }
}

variable "monthly_budget" {
  type        = number
  description = "Amount a month, in the subscription's currency, at 80 % of which and at whose forecast excess a mail is sent."
  nullable    = false

  validation {
    condition     = var.monthly_budget > 0
    error_message = "monthly_budget is above 0."
  }
}

variable "budget_start_month" {
  type        = string
  description = "Month in which the budget begins, as YYYY-MM; Azure takes no past month for a new budget."
  nullable    = false

  validation {
    condition     = can(regex("^20[0-9]{2}-(0[1-9]|1[0-2])$", var.budget_start_month))
    error_message = "budget_start_month has the form YYYY-MM."
  }
}

variable "tags" {
  type        = map(string)
  description = "Tags of all resources."
  default     = {}
  nullable    = false
}
