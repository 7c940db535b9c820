resource "azurerm_public_ip" "service" {
  count = var.load_balancer_public_enabled ? 1 : 0

  name                = "pip-${var.name}-service"
  resource_group_name = var.resource_group_name
  location            = var.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = var.zones
  tags                = var.tags
}

resource "azurerm_lb" "this" {
  name                = "lb-${var.name}"
  resource_group_name = var.resource_group_name
  location            = var.location
  sku                 = "Standard"
  tags                = var.tags

  frontend_ip_configuration {
    name                 = "service"
    public_ip_address_id = one(azurerm_public_ip.service[*].id)
    subnet_id            = var.load_balancer_public_enabled ? null : var.subnet_id
    zones                = var.load_balancer_public_enabled || length(var.zones) == 0 ? null : var.zones
  }
}

resource "azurerm_lb_backend_address_pool" "service" {
  name            = "service"
  loadbalancer_id = azurerm_lb.this.id
}

# /ready answers 200 only while the service takes snapshots.
resource "azurerm_lb_probe" "ready" {
  name                = "ready"
  loadbalancer_id     = azurerm_lb.this.id
  protocol            = "Http"
  port                = var.service_port
  request_path        = "/ready"
  interval_in_seconds = 5
  probe_threshold     = 2
}

# Each machine keeps a journal of its own, so a client stays with the machine it began with.
resource "azurerm_lb_rule" "service" {
  name                           = "service"
  loadbalancer_id                = azurerm_lb.this.id
  protocol                       = "Tcp"
  frontend_ip_configuration_name = "service"
  frontend_port                  = var.service_port
  backend_port                   = var.service_port
  backend_address_pool_ids       = [azurerm_lb_backend_address_pool.service.id]
  probe_id                       = azurerm_lb_probe.ready.id
  load_distribution              = "SourceIP"
  disable_outbound_snat          = true
  tcp_reset_enabled              = true
}
