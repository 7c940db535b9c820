variable "name" {
  type        = string
  description = "Name of the resource group."
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_().-]{0,89}[A-Za-z0-9_()-]$", var.name))
    error_message = "A resource group name has 1 to 90 letters, digits, _ ( ) - or . and doesn't end with a dot."
  }
}

variable "location" {
  type        = string
  description = "Azure region of the group."
  nullable    = false
}

variable "create_enabled" {
  type        = bool
  description = "True creates the group; false uses a group that exists already, such as the one that holds the state."
  default     = true
  nullable    = false
}

variable "delete_lock_enabled" {
  type        = bool
  description = "True puts a lock on the group that refuses every deletion in it until the lock is taken off."
  default     = false
  nullable    = false
}

variable "tags" {
  type        = map(string)
  description = "Tags of the group."
  default     = {}
  nullable    = false
}
