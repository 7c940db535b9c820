output "service_subnet_id" {
  description = "Subnet of the virtual machines and the load balancer's private address."
  value       = azurerm_subnet.service.id
  # A machine that boots before its way out and its rules exist can't install anything.
  depends_on = [
    azurerm_network_security_rule.this,
    azurerm_subnet_network_security_group_association.service,
    azurerm_subnet_nat_gateway_association.service,
    azurerm_nat_gateway_public_ip_association.this,
  ]
}

output "virtual_network_id" {
  description = "The virtual network, for peering with the trading system's."
  value       = azurerm_virtual_network.this.id
}

output "security_group_id" {
  description = "Network security group of the service's subnet."
  value       = azurerm_network_security_group.this.id
}
