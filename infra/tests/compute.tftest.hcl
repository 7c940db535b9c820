mock_provider "azurerm" {
  source = "./tests/mocks"
}

variables {
  name                  = "observer-test"
  resource_group_name   = "rg-mock"
  location              = "Korea Central"
  zones                 = ["1", "2", "3"]
  subnet_id             = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.Network/virtualNetworks/vnet/subnets/subnet"
  identity_id           = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.ManagedIdentity/userAssignedIdentities/identity"
  admin_ssh_public_keys = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA test"]
  cloud_init            = "#cloud-config\n{}\n"
}

run "spreads_machines_over_zones_with_keys_as_the_only_login" {
  command = plan
  module { source = "./modules/compute" }

  variables {
    instance_count = 2
  }

  assert {
    condition     = [for machine in azurerm_linux_virtual_machine.this : machine.zone] == ["1", "2"]
    error_message = "Each machine has a zone of its own."
  }

  assert {
    condition = alltrue([for machine in azurerm_linux_virtual_machine.this :
      machine.disable_password_authentication && length(machine.admin_ssh_key) == 1 && machine.admin_password == null
    ])
    error_message = "A machine has a key and no password."
  }

  assert {
    condition = alltrue([for machine in azurerm_linux_virtual_machine.this :
      machine.encryption_at_host_enabled && machine.secure_boot_enabled && machine.vtpm_enabled && machine.reboot_setting == "Never"
    ])
    error_message = "Machines are encrypted at the host, boot securely and don't restart by themselves."
  }

  assert {
    condition     = alltrue([for attachment in azurerm_virtual_machine_data_disk_attachment.data : attachment.caching == "None" && attachment.lun == 0])
    error_message = "An acknowledged write is on the disk: no host cache, at the LUN that the mount expects."
  }

  assert {
    condition     = azurerm_lb_probe.ready.request_path == "/ready" && azurerm_lb_rule.service.load_distribution == "SourceIP" && azurerm_lb.this.frontend_ip_configuration[0].subnet_id == var.subnet_id
    error_message = "The load balancer is private, asks /ready and keeps a client on one machine."
  }

  assert {
    condition     = output.target_type == "Microsoft.Compute/virtualMachines" && output.minimum_instances == 2
    error_message = "The alerts watch two machines."
  }
}

run "uses_a_scale_set_that_grows_but_never_shrinks_by_itself" {
  command = plan
  module { source = "./modules/compute" }

  variables {
    scale_set = { minimum = 2, maximum = 5 }
  }

  assert {
    condition     = length(azurerm_linux_virtual_machine.this) == 0 && azurerm_linux_virtual_machine_scale_set.this[0].instances == 2 && azurerm_linux_virtual_machine_scale_set.this[0].disable_password_authentication && azurerm_linux_virtual_machine_scale_set.this[0].encryption_at_host_enabled
    error_message = "The scale set replaces the single machines and is as closed as they are."
  }

  assert {
    condition     = [for rule in azurerm_monitor_autoscale_setting.this[0].profile[0].rule : rule.scale_action[0].direction] == ["Increase"]
    error_message = "Scaling in would delete data disks."
  }

  assert {
    condition     = azurerm_monitor_autoscale_setting.this[0].profile[0].capacity[0].maximum == 5 && azurerm_monitor_autoscale_setting.this[0].profile[0].rule[0].metric_trigger[0].threshold == 70
    error_message = "Autoscale has the given bounds."
  }
}

run "runs_in_a_region_without_zones" {
  command = plan
  module { source = "./modules/compute" }

  variables {
    location                     = "Korea South"
    zones                        = []
    load_balancer_public_enabled = true
  }

  assert {
    condition     = azurerm_linux_virtual_machine.this["1"].zone == null && azurerm_managed_disk.data["1"].zone == null
    error_message = "Without zones none is asked for."
  }

  assert {
    condition     = azurerm_lb.this.frontend_ip_configuration[0].subnet_id == null && azurerm_public_ip.service[0].sku == "Standard"
    error_message = "A public load balancer has a public address and none in the subnet."
  }
}

run "refuses_a_machine_nobody_can_log_in_to" {
  command = plan
  module { source = "./modules/compute" }

  variables {
    admin_ssh_public_keys = []
  }

  expect_failures = [var.admin_ssh_public_keys]
}

run "refuses_sizes_counts_and_bounds_that_azure_would_refuse_later" {
  command = plan
  module { source = "./modules/compute" }

  variables {
    vm_size        = "Standard_D2s_v55"
    instance_count = 0
    scale_set      = { minimum = 3, maximum = 2 }
    admin_username = "root"
    data_disk      = { size_gb = 16, type = "Premium_LRS" }
  }

  expect_failures = [var.vm_size, var.instance_count, var.scale_set, var.admin_username, var.data_disk]
}
