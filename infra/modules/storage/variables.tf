variable "name" {
  type        = string
  description = "Name of the backup account, unique in all of Azure."
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]{3,24}$", var.name))
    error_message = "A storage account name has 3 to 24 lower-case letters and digits."
  }
}

variable "resource_group_name" {
  type        = string
  description = "Resource group that holds the account."
  nullable    = false
}

variable "location" {
  type        = string
  description = "Azure region."
  nullable    = false
}

variable "replication_type" {
  type        = string
  description = "How the backups are replicated; the Z forms need a region with availability zones."
  nullable    = false

  validation {
    condition     = contains(["LRS", "ZRS", "GRS", "GZRS"], var.replication_type)
    error_message = "replication_type is LRS, ZRS, GRS or GZRS."
  }
}

variable "retention_days" {
  type        = number
  description = "Days after which a backup is deleted."
  default     = 365
  nullable    = false

  validation {
    condition     = var.retention_days >= 31 && var.retention_days <= 3650
    error_message = "Backups are kept from 31 to 3650 days."
  }
}

variable "soft_delete_days" {
  type        = number
  description = "Days for which a deleted blob, version or container can be brought back."
  default     = 30
  nullable    = false

  validation {
    condition     = var.soft_delete_days >= 7 && var.soft_delete_days <= 365
    error_message = "soft_delete_days is from 7 to 365."
  }
}

variable "immutability" {
  type = object({
    days   = number
    locked = optional(bool, false)
  })
  description = "Days for which nobody may change or delete a backup, or null. A locked policy can be extended but never removed."
  default     = null

  validation {
    condition     = var.immutability == null ? true : var.immutability.days >= 1 && var.immutability.days < var.retention_days
    error_message = "Immutability lasts at least a day and ends before the backup is deleted (retention_days)."
  }
}

variable "customer_managed_key" {
  type = object({
    key_vault_id     = string
    key_vault_key_id = string
  })
  description = "Key, by its versionless id, that encrypts the account, and the vault that holds it; null uses Microsoft's keys."
  default     = null
}

variable "tags" {
  type        = map(string)
  description = "Tags of the account."
  default     = {}
  nullable    = false
}
