variable "name" {
  type        = string
  description = "Name stem of the network's resources, such as observer-staging."
  nullable    = false
}

variable "resource_group_name" {
  type        = string
  description = "Resource group that holds the network."
  nullable    = false
}

variable "location" {
  type        = string
  description = "Azure region."
  nullable    = false
}

variable "zones" {
  type        = list(string)
  description = "Availability zones for the outbound gateway's address; empty where the region has none."
  default     = []
  nullable    = false
}

variable "address_space" {
  type        = string
  description = "IPv4 range of the virtual network; its first quarter holds the service, its second the private endpoints."
  nullable    = false

  validation {
    condition     = can(cidrhost(var.address_space, 0)) && can(regex("/(1[6-9]|2[0-6])$", var.address_space))
    error_message = "address_space is an IPv4 range from /16 to /26, such as 10.40.0.0/24."
  }
}

variable "ssh_allowed_cidrs" {
  type        = list(string)
  description = "IPv4 ranges from which port 22 may be reached. None means that nobody may."
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for cidr in var.ssh_allowed_cidrs : can(cidrhost(cidr, 0)) && try(tonumber(split("/", cidr)[1]) >= 16, false)])
    error_message = "ssh_allowed_cidrs holds IPv4 ranges of /16 or narrower, such as 203.0.113.7/32."
  }
}

variable "service_port" {
  type        = number
  description = "Port of the service, reached through the load balancer only."
  default     = 8000
  nullable    = false
}

variable "service_allowed_cidrs" {
  type        = list(string)
  description = "IPv4 ranges, besides the virtual network, whose clients the load balancer may serve. It keeps the client's address, so the rule names clients."
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for cidr in var.service_allowed_cidrs : can(cidrhost(cidr, 0)) && try(tonumber(split("/", cidr)[1]) >= 8, false)])
    error_message = "service_allowed_cidrs holds IPv4 ranges of /8 or narrower, such as 10.0.0.0/8."
  }
}

variable "ddos_plan_enabled" {
  type        = bool
  description = "True creates a DDoS protection plan, which has a high fixed monthly price, and puts the network under it."
  default     = false
  nullable    = false
}

variable "private_endpoints" {
  type = map(object({
    resource_id = string
    subresource = string
  }))
  description = "What is reached through a private endpoint: name => resource and subresource (blob, vault or registry)."
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for endpoint in var.private_endpoints : contains(["blob", "vault", "registry"], endpoint.subresource)])
    error_message = "The subresource of a private endpoint is blob, vault or registry."
  }
}

variable "tags" {
  type        = map(string)
  description = "Tags of all resources."
  default     = {}
  nullable    = false
}
