mock_provider "azurerm" {
  source = "./tests/mocks"
}

variables {
  name                = "observer-test"
  resource_group_name = "rg-mock"
  location            = "Korea South"
  address_space       = "10.40.0.0/24"
}

run "lets_in_only_clients_and_the_probe" {
  command = plan
  module { source = "./modules/network" }

  assert {
    condition = {
      for name, rule in azurerm_network_security_rule.this : name => "${rule.access} ${rule.direction} ${rule.priority}"
      } == {
      allow-service             = "Allow Inbound 200"
      allow-load-balancer-probe = "Allow Inbound 210"
      deny-inbound              = "Deny Inbound 4096"
      allow-private-endpoints   = "Allow Outbound 100"
      allow-web                 = "Allow Outbound 110"
      allow-time                = "Allow Outbound 120"
      deny-outbound             = "Deny Outbound 4096"
    }
    error_message = "The rules are exactly these; without an allow-list there is no way in by SSH."
  }

  assert {
    condition     = azurerm_network_security_rule.this["allow-service"].source_address_prefix == "10.40.0.0/24" && azurerm_network_security_rule.this["allow-service"].destination_port_ranges == toset(["8000"])
    error_message = "Port 8000 is for clients in the virtual network."
  }

  assert {
    condition     = azurerm_network_security_rule.this["allow-load-balancer-probe"].source_address_prefix == "AzureLoadBalancer"
    error_message = "The probe comes from the load balancer."
  }

  assert {
    condition     = azurerm_network_security_rule.this["deny-inbound"].source_address_prefix == "*" && azurerm_network_security_rule.this["deny-inbound"].destination_port_range == "*" && azurerm_network_security_rule.this["deny-inbound"].protocol == "*"
    error_message = "Everything else is refused."
  }

  assert {
    condition     = azurerm_subnet.service.default_outbound_access_enabled == false && azurerm_subnet.service.address_prefixes == tolist(["10.40.0.0/26"]) && azurerm_subnet.endpoints.address_prefixes == tolist(["10.40.0.64/26"])
    error_message = "The subnets are the first two quarters, without Azure's implicit way out."
  }

  assert {
    condition     = length(azurerm_network_ddos_protection_plan.this) == 0
    error_message = "The plan is expensive and off unless asked for."
  }
}

run "opens_ssh_to_the_allow_list_only" {
  command = plan
  module { source = "./modules/network" }

  variables {
    ssh_allowed_cidrs     = ["203.0.113.7/32", "198.51.100.0/24"]
    service_allowed_cidrs = ["10.50.0.0/16"]
    ddos_plan_enabled     = true
    private_endpoints = {
      backup = {
        resource_id = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.Storage/storageAccounts/stmock"
        subresource = "blob"
      }
    }
  }

  assert {
    condition     = azurerm_network_security_rule.this["allow-ssh"].source_address_prefixes == toset(["203.0.113.7/32", "198.51.100.0/24"]) && azurerm_network_security_rule.this["allow-ssh"].destination_port_ranges == toset(["22"])
    error_message = "SSH is open to the allow-list."
  }

  assert {
    condition     = azurerm_network_security_rule.this["allow-service"].source_address_prefixes == toset(["10.40.0.0/24", "10.50.0.0/16"])
    error_message = "The service is open to the virtual network and the named clients."
  }

  assert {
    condition     = azurerm_virtual_network.this.ddos_protection_plan[0].enable
    error_message = "The network is under the plan."
  }

  assert {
    condition     = azurerm_private_endpoint.this["backup"].private_service_connection[0].subresource_names == tolist(["blob"]) && azurerm_private_dns_zone.this["blob"].name == "privatelink.blob.core.windows.net"
    error_message = "The account is reached through its endpoint and the private zone."
  }
}

run "refuses_ssh_from_everywhere" {
  command = plan
  module { source = "./modules/network" }

  variables {
    ssh_allowed_cidrs = ["0.0.0.0/0"]
  }

  expect_failures = [var.ssh_allowed_cidrs]
}

run "refuses_a_prefix_that_does_not_exist" {
  command = plan
  module { source = "./modules/network" }

  variables {
    address_space         = "10.40.0.0/99"
    service_allowed_cidrs = ["10.0.0.0/99"]
  }

  expect_failures = [var.address_space, var.service_allowed_cidrs]
}
