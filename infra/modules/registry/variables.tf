variable "name" {
  type        = string
  description = "Name of the container registry, unique in all of Azure."
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9]{5,50}$", var.name))
    error_message = "A registry name has 5 to 50 letters and digits."
  }
}

variable "resource_group_name" {
  type        = string
  description = "Resource group that holds the registry."
  nullable    = false
}

variable "location" {
  type        = string
  description = "Azure region."
  nullable    = false
}

variable "zone_redundancy_enabled" {
  type        = bool
  description = "True spreads the registry over the region's availability zones."
  nullable    = false
}

variable "untagged_retention_days" {
  type        = number
  description = "Days after which an image without a tag is deleted."
  default     = 30
  nullable    = false

  validation {
    condition     = var.untagged_retention_days >= 0 && var.untagged_retention_days <= 365
    error_message = "untagged_retention_days is from 0 to 365."
  }
}

variable "tags" {
  type        = map(string)
  description = "Tags of the registry."
  default     = {}
  nullable    = false
}
