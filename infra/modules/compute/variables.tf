variable "name" {
  type        = string
  description = "Name stem of the machines' resources, such as observer-staging."
  nullable    = false
}

variable "resource_group_name" {
  type        = string
  description = "Resource group that holds the machines."
  nullable    = false
}

variable "location" {
  type        = string
  description = "Azure region."
  nullable    = false
}

variable "zones" {
  type        = list(string)
  description = "Availability zones over which the machines are spread; empty where the region has none."
  default     = []
  nullable    = false
}

variable "subnet_id" {
  type        = string
  description = "Subnet of the machines and of a private load balancer."
  nullable    = false
}

variable "identity_id" {
  type        = string
  description = "User-assigned identity of the machines."
  nullable    = false
}

variable "vm_size" {
  type        = string
  description = "Size of each machine."
  default     = "Standard_D2s_v5"
  nullable    = false

  # Sizes that have encryption at host, Trusted Launch and a SCSI data disk.
  validation {
    condition     = contains(["Standard_B2s", "Standard_B2ms", "Standard_B4ms", "Standard_D2s_v5", "Standard_D4s_v5", "Standard_D8s_v5"], var.vm_size)
    error_message = "vm_size is one of Standard_B2s, B2ms, B4ms, D2s_v5, D4s_v5, D8s_v5."
  }
}

variable "instance_count" {
  type        = number
  description = "Number of machines, each with a data disk of its own. Ignored with scale_set."
  default     = 1
  nullable    = false

  validation {
    condition     = var.instance_count >= 1 && var.instance_count <= 10 && floor(var.instance_count) == var.instance_count
    error_message = "instance_count is a whole number from 1 to 10."
  }
}

variable "scale_set" {
  type = object({
    minimum                   = number
    maximum                   = number
    scale_out_cpu_percentage  = optional(number, 70)
    scale_out_window_duration = optional(string, "PT10M")
  })
  description = "Bounds of a scale set that is used instead of single machines, or null."
  default     = null

  validation {
    condition     = var.scale_set == null ? true : 1 <= var.scale_set.minimum && var.scale_set.minimum <= var.scale_set.maximum && var.scale_set.maximum <= 20
    error_message = "A scale set has from 1 to 20 machines, the minimum not above the maximum."
  }

  validation {
    condition     = var.scale_set == null ? true : var.scale_set.scale_out_cpu_percentage >= 30 && var.scale_set.scale_out_cpu_percentage <= 95
    error_message = "scale_out_cpu_percentage is from 30 to 95."
  }

  validation {
    condition     = var.scale_set == null ? true : contains(["PT5M", "PT10M", "PT15M", "PT30M"], var.scale_set.scale_out_window_duration)
    error_message = "scale_out_window_duration is PT5M, PT10M, PT15M or PT30M."
  }
}

variable "admin_username" {
  type        = string
  description = "Account that deploys over SSH."
  default     = "qtsops"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_-]{0,30}$", var.admin_username)) && !contains(["root", "admin", "administrator", "user", "test"], var.admin_username)
    error_message = "admin_username is a lower-case name that Azure allows (not root, admin, administrator, user or test)."
  }
}

variable "admin_ssh_public_keys" {
  type        = list(string)
  description = "Public keys that may log in; there is no other way in."
  nullable    = false

  validation {
    condition     = length(var.admin_ssh_public_keys) > 0 && alltrue([for key in var.admin_ssh_public_keys : can(regex("^(ssh-ed25519|ssh-rsa) [A-Za-z0-9+/=]{60,}", key))])
    error_message = "admin_ssh_public_keys holds at least one OpenSSH public key (ssh-ed25519 or ssh-rsa)."
  }
}

variable "cloud_init" {
  type        = string
  description = "First-boot configuration, as text; any change replaces the machines."
  nullable    = false

  validation {
    condition     = startswith(var.cloud_init, "#cloud-config\n")
    error_message = "cloud_init is a cloud-config document."
  }
}

variable "image" {
  type = object({
    publisher = string
    offer     = string
    sku       = string
    version   = string
  })
  description = "Operating system of the machines."
  default = {
    publisher = "Canonical"
    offer     = "ubuntu-24_04-lts"
    sku       = "server"
    version   = "latest"
  }
  nullable = false
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

  validation {
    condition     = var.data_disk.size_gb >= 32 && var.data_disk.size_gb <= 4095
    error_message = "A data disk has from 32 to 4095 GB."
  }

  validation {
    condition     = contains(["StandardSSD_LRS", "StandardSSD_ZRS", "Premium_LRS", "Premium_ZRS"], var.data_disk.type)
    error_message = "A data disk is StandardSSD or Premium, as LRS or ZRS."
  }
}

variable "service_port" {
  type        = number
  description = "Port of the service, on the machines and on the load balancer."
  default     = 8000
  nullable    = false
}

variable "load_balancer_public_enabled" {
  type        = bool
  description = "True gives the load balancer a public address; false one in the subnet."
  default     = false
  nullable    = false
}

variable "tags" {
  type        = map(string)
  description = "Tags of all resources."
  default     = {}
  nullable    = false
}
