locals {
  service_cidr   = cidrsubnet(var.address_space, 2, 0)
  endpoints_cidr = cidrsubnet(var.address_space, 2, 1)

  private_dns_zones = {
    blob     = "privatelink.blob.core.windows.net"
    vault    = "privatelink.vaultcore.azure.net"
    registry = "privatelink.azurecr.io"
  }

  # Everything that isn't named here is refused by the two rules at priority 4096. Azure's own default
  # rules, which would let the whole virtual network in, come after those and never apply.
  rules = merge(
    length(var.ssh_allowed_cidrs) == 0 ? {} : {
      allow-ssh = {
        priority = 100, direction = "Inbound", access = "Allow", protocol = "Tcp", ports = ["22"]
        sources  = var.ssh_allowed_cidrs, destination = "VirtualNetwork"
      }
    },
    {
      allow-service = {
        priority = 200, direction = "Inbound", access = "Allow", protocol = "Tcp", ports = [tostring(var.service_port)]
        sources  = concat([var.address_space], var.service_allowed_cidrs), destination = "VirtualNetwork"
      }
      allow-load-balancer-probe = {
        priority = 210, direction = "Inbound", access = "Allow", protocol = "Tcp", ports = [tostring(var.service_port)]
        sources  = ["AzureLoadBalancer"], destination = "VirtualNetwork"
      }
      deny-inbound = {
        priority = 4096, direction = "Inbound", access = "Deny", protocol = "*", ports = ["*"]
        sources  = ["*"], destination = "*"
      }
      allow-private-endpoints = {
        priority = 100, direction = "Outbound", access = "Allow", protocol = "Tcp", ports = ["443"]
        sources  = ["VirtualNetwork"], destination = local.endpoints_cidr
      }
      allow-web = {
        priority = 110, direction = "Outbound", access = "Allow", protocol = "Tcp", ports = ["80", "443"]
        sources  = ["VirtualNetwork"], destination = "Internet"
      }
      allow-time = {
        priority = 120, direction = "Outbound", access = "Allow", protocol = "Udp", ports = ["123"]
        sources  = ["VirtualNetwork"], destination = "Internet"
      }
      deny-outbound = {
        priority = 4096, direction = "Outbound", access = "Deny", protocol = "*", ports = ["*"]
        sources  = ["*"], destination = "*"
      }
    },
  )
}
