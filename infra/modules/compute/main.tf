locals {
  # The monitoring agent logs in with the machine's own identity.
  agent = {
    publisher = "Microsoft.Azure.Monitor"
    type      = "AzureMonitorLinuxAgent"
    version   = "1.33"
    settings = jsonencode({
      authentication = {
        managedIdentity = {
          identifier-name  = "mi_res_id"
          identifier-value = var.identity_id
        }
      }
    })
  }

  machines = {
    for number in range(var.scale_set == null ? var.instance_count : 0) : tostring(number + 1) => {
      zone = length(var.zones) == 0 ? null : var.zones[number % length(var.zones)]
    }
  }
}

resource "azurerm_network_interface" "this" {
  for_each = local.machines

  name                = "nic-${var.name}-${each.key}"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags

  ip_configuration {
    name                          = "service"
    subnet_id                     = var.subnet_id
    private_ip_address_allocation = "Dynamic"
  }
}

resource "azurerm_network_interface_backend_address_pool_association" "this" {
  for_each = local.machines

  network_interface_id    = azurerm_network_interface.this[each.key].id
  ip_configuration_name   = "service"
  backend_address_pool_id = azurerm_lb_backend_address_pool.service.id
}

resource "azurerm_linux_virtual_machine" "this" {
  for_each = local.machines

  name                  = "vm-${var.name}-${each.key}"
  resource_group_name   = var.resource_group_name
  location              = var.location
  zone                  = each.value.zone
  size                  = var.vm_size
  network_interface_ids = [azurerm_network_interface.this[each.key].id]
  custom_data           = base64encode(var.cloud_init)
  tags                  = var.tags

  admin_username                  = var.admin_username
  disable_password_authentication = true
  encryption_at_host_enabled      = true
  secure_boot_enabled             = true
  vtpm_enabled                    = true

  # Patches come by themselves; a restart during market hours would be a gap in the record.
  patch_mode            = "AutomaticByPlatform"
  patch_assessment_mode = "AutomaticByPlatform"
  reboot_setting        = "Never"

  dynamic "admin_ssh_key" {
    for_each = var.admin_ssh_public_keys
    content {
      username   = var.admin_username
      public_key = admin_ssh_key.value
    }
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [var.identity_id]
  }

  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Premium_LRS"
  }

  source_image_reference {
    publisher = var.image.publisher
    offer     = var.image.offer
    sku       = var.image.sku
    version   = var.image.version
  }

  boot_diagnostics {}
}

# The data outlives the machine: replacing the machine detaches this disk and attaches it again.
resource "azurerm_managed_disk" "data" {
  for_each = local.machines

  name                          = "disk-${var.name}-${each.key}-data"
  resource_group_name           = var.resource_group_name
  location                      = var.location
  zone                          = endswith(var.data_disk.type, "_ZRS") ? null : each.value.zone
  storage_account_type          = var.data_disk.type
  disk_size_gb                  = var.data_disk.size_gb
  create_option                 = "Empty"
  public_network_access_enabled = false
  network_access_policy         = "DenyAll"
  tags                          = var.tags
}

# Without host cache: an acknowledged write is on the disk, not in the host's memory.
resource "azurerm_virtual_machine_data_disk_attachment" "data" {
  for_each = local.machines

  virtual_machine_id = azurerm_linux_virtual_machine.this[each.key].id
  managed_disk_id    = azurerm_managed_disk.data[each.key].id
  lun                = 0
  caching            = "None"
}

resource "azurerm_virtual_machine_extension" "agent" {
  for_each = local.machines

  name                       = local.agent.type
  virtual_machine_id         = azurerm_linux_virtual_machine.this[each.key].id
  publisher                  = local.agent.publisher
  type                       = local.agent.type
  type_handler_version       = local.agent.version
  auto_upgrade_minor_version = true
  automatic_upgrade_enabled  = true
  settings                   = local.agent.settings
  tags                       = var.tags
}
