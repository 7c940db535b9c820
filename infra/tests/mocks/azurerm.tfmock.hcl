# Values that Azure would give. The ids have the form that the real provider checks, so the same tests
# pass with the stub and with the real provider.

mock_data "azurerm_client_config" {
  defaults = {
    tenant_id       = "00000000-0000-0000-0000-000000000001"
    subscription_id = "00000000-0000-0000-0000-000000000002"
    object_id       = "00000000-0000-0000-0000-000000000003"
    client_id       = "00000000-0000-0000-0000-000000000004"
  }
}

mock_data "azurerm_resource_group" {
  defaults = {
    id       = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock"
    location = "koreasouth"
  }
}

mock_resource "azurerm_resource_group" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock"
  }
}

mock_resource "azurerm_virtual_network" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.Network/virtualNetworks/vnet"
  }
}

mock_resource "azurerm_network_ddos_protection_plan" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.Network/ddosProtectionPlans/plan"
  }
}

mock_resource "azurerm_subnet" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.Network/virtualNetworks/vnet/subnets/subnet"
  }
}

mock_resource "azurerm_network_security_group" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.Network/networkSecurityGroups/nsg"
  }
}

mock_resource "azurerm_public_ip" {
  defaults = {
    id         = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.Network/publicIPAddresses/pip"
    ip_address = "203.0.113.10"
  }
}

mock_resource "azurerm_nat_gateway" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.Network/natGateways/ng"
  }
}

mock_resource "azurerm_network_interface" {
  defaults = {
    id                 = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.Network/networkInterfaces/nic"
    private_ip_address = "10.40.0.4"
  }
}

mock_resource "azurerm_lb" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.Network/loadBalancers/lb"
  }
}

mock_resource "azurerm_lb_backend_address_pool" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.Network/loadBalancers/lb/backendAddressPools/service"
  }
}

mock_resource "azurerm_lb_probe" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.Network/loadBalancers/lb/probes/ready"
  }
}

mock_resource "azurerm_private_dns_zone" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net"
  }
}

mock_resource "azurerm_linux_virtual_machine" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.Compute/virtualMachines/vm"
  }
}

mock_resource "azurerm_linux_virtual_machine_scale_set" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.Compute/virtualMachineScaleSets/vmss"
  }
}

mock_resource "azurerm_managed_disk" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.Compute/disks/disk"
  }
}

mock_resource "azurerm_user_assigned_identity" {
  defaults = {
    id           = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.ManagedIdentity/userAssignedIdentities/identity"
    principal_id = "00000000-0000-0000-0000-000000000005"
    client_id    = "00000000-0000-0000-0000-000000000006"
  }
}

mock_resource "azurerm_storage_account" {
  defaults = {
    id                    = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.Storage/storageAccounts/stmock"
    primary_blob_endpoint = "https://stmock.blob.core.windows.net/"
  }
}

mock_resource "azurerm_storage_container" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.Storage/storageAccounts/stmock/blobServices/default/containers/backup"
  }
}

mock_resource "azurerm_key_vault" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.KeyVault/vaults/kv-mock"
  }
}

mock_resource "azurerm_key_vault_key" {
  defaults = {
    id             = "https://kv-mock.vault.azure.net/keys/backup-encryption/0123456789abcdef0123456789abcdef"
    versionless_id = "https://kv-mock.vault.azure.net/keys/backup-encryption"
  }
}

mock_resource "azurerm_container_registry" {
  defaults = {
    id           = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.ContainerRegistry/registries/crmock"
    login_server = "crmock.azurecr.io"
  }
}

mock_resource "azurerm_log_analytics_workspace" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.OperationalInsights/workspaces/log"
  }
}

mock_resource "azurerm_log_analytics_workspace_table_custom_log" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.OperationalInsights/workspaces/log/tables/QtsObserver_CL"
  }
}

mock_resource "azurerm_application_insights" {
  defaults = {
    id                = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.Insights/components/appi"
    connection_string = "InstrumentationKey=00000000-0000-0000-0000-000000000007"
  }
}

mock_resource "azurerm_monitor_action_group" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.Insights/actionGroups/ag"
  }
}

mock_resource "azurerm_monitor_data_collection_endpoint" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.Insights/dataCollectionEndpoints/dce"
  }
}

mock_resource "azurerm_monitor_data_collection_rule" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.Insights/dataCollectionRules/dcr"
  }
}
