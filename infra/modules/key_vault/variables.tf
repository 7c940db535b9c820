variable "name" {
  type        = string
  description = "Name of the vault, unique in all of Azure."
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "A vault name has 3 to 24 lower-case letters, digits and hyphens and starts with a letter."
  }
}

variable "resource_group_name" {
  type        = string
  description = "Resource group that holds the vault."
  nullable    = false
}

variable "location" {
  type        = string
  description = "Azure region."
  nullable    = false
}

variable "tenant_id" {
  type        = string
  description = "Tenant whose identities may use the vault."
  nullable    = false
}

variable "soft_delete_days" {
  type        = number
  description = "Days for which a deleted vault or key can be brought back; fixed once the vault exists."
  default     = 90
  nullable    = false

  validation {
    condition     = var.soft_delete_days >= 7 && var.soft_delete_days <= 90
    error_message = "soft_delete_days is from 7 to 90."
  }
}

variable "encryption_key_enabled" {
  type        = bool
  description = "True creates the key that encrypts the backups. Terraform must then run where the vault's private endpoint is reachable."
  default     = false
  nullable    = false
}

variable "tags" {
  type        = map(string)
  description = "Tags of the vault."
  default     = {}
  nullable    = false
}
