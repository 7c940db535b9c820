# The form for a load that one machine can't carry. A new machine waits, out of the load balancer, for
# the next deployment to bring it the release.
resource "azurerm_linux_virtual_machine_scale_set" "this" {
  count = var.scale_set == null ? 0 : 1

  name                = "vmss-${var.name}"
  resource_group_name = var.resource_group_name
  location            = var.location
  zones               = length(var.zones) == 0 ? null : var.zones
  sku                 = var.vm_size
  instances           = var.scale_set.minimum
  custom_data         = base64encode(var.cloud_init)
  tags                = var.tags

  # Replacing machines loses their data disks, so it is never done by itself.
  upgrade_mode  = "Manual"
  overprovision = false

  admin_username                  = var.admin_username
  disable_password_authentication = true
  encryption_at_host_enabled      = true
  secure_boot_enabled             = true
  vtpm_enabled                    = true

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

  network_interface {
    name    = "nic-${var.name}"
    primary = true

    ip_configuration {
      name                                   = "service"
      primary                                = true
      subnet_id                              = var.subnet_id
      load_balancer_backend_address_pool_ids = [azurerm_lb_backend_address_pool.service.id]
    }
  }

  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Premium_LRS"
  }

  data_disk {
    lun                  = 0
    caching              = "None"
    create_option        = "Empty"
    disk_size_gb         = var.data_disk.size_gb
    storage_account_type = var.data_disk.type
  }

  source_image_reference {
    publisher = var.image.publisher
    offer     = var.image.offer
    sku       = var.image.sku
    version   = var.image.version
  }

  extension {
    name                       = local.agent.type
    publisher                  = local.agent.publisher
    type                       = local.agent.type
    type_handler_version       = local.agent.version
    auto_upgrade_minor_version = true
    automatic_upgrade_enabled  = true
    settings                   = local.agent.settings
  }

  boot_diagnostics {}

  # Autoscale owns the number of machines after the first apply.
  lifecycle {
    ignore_changes = [instances]
  }
}

# Out by itself, in by hand: each machine holds the only copy of what it recorded since its last backup.
resource "azurerm_monitor_autoscale_setting" "this" {
  count = var.scale_set == null ? 0 : 1

  name                = "autoscale-${var.name}"
  resource_group_name = var.resource_group_name
  location            = var.location
  target_resource_id  = azurerm_linux_virtual_machine_scale_set.this[0].id
  tags                = var.tags

  profile {
    name = "out-on-cpu"

    capacity {
      minimum = var.scale_set.minimum
      default = var.scale_set.minimum
      maximum = var.scale_set.maximum
    }

    rule {
      metric_trigger {
        metric_name        = "Percentage CPU"
        metric_namespace   = "Microsoft.Compute/virtualMachineScaleSets"
        metric_resource_id = azurerm_linux_virtual_machine_scale_set.this[0].id
        operator           = "GreaterThan"
        threshold          = var.scale_set.scale_out_cpu_percentage
        statistic          = "Average"
        time_aggregation   = "Average"
        time_grain         = "PT1M"
        time_window        = var.scale_set.scale_out_window_duration
      }

      scale_action {
        direction = "Increase"
        type      = "ChangeCount"
        value     = 1
        cooldown  = "PT15M"
      }
    }
  }
}
