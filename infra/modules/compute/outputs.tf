output "targets" {
  description = "What the agent and the alerts watch: name => resource id of each machine, or of the scale set."
  value = merge(
    { for number, machine in azurerm_linux_virtual_machine.this : "vm-${number}" => machine.id },
    { for set in azurerm_linux_virtual_machine_scale_set.this : "scale-set" => set.id },
  )
}

output "target_type" {
  description = "Resource type of the targets."
  value       = var.scale_set == null ? "Microsoft.Compute/virtualMachines" : "Microsoft.Compute/virtualMachineScaleSets"
}

output "minimum_instances" {
  description = "Machines that are always there."
  value       = var.scale_set == null ? var.instance_count : var.scale_set.minimum
}

output "private_addresses" {
  description = "Private address of each machine, in the order of their numbers; the deployment's hosts."
  value       = [for nic in azurerm_network_interface.this : nic.private_ip_address]
}

output "service_address" {
  description = "Address of the load balancer."
  value       = var.load_balancer_public_enabled ? azurerm_public_ip.service[0].ip_address : azurerm_lb.this.frontend_ip_configuration[0].private_ip_address
}
