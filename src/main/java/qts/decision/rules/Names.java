package qts.decision.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonNumber;
import qts.decision.json.JsonText;
import qts.decision.json.JsonValue;

/** The names of a rule set and the slot of each in its array of values. */
final class Names {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  private final Map<String, Integer> slots = new LinkedHashMap<>();

  Names() {
    for (BuiltIn builtIn : BuiltIn.values()) {
      slots.put(builtIn.label(), builtIn.slot());
    }
  }

  /** Gives a new name its slot. */
  int define(String path, String name) {
    if (!FORM.matcher(name).matches()) {
      throw ContractViolation.value(
          path,
          path + " is no name: lower-case letters, digits and underscores, at most 64",
          FORM.pattern(),
          name);
    }
    if (slots.containsKey(name)) {
      throw ContractViolation.value(path, path + " is defined already", "", name);
    }
    return add(name);
  }

  /** The slot of a name that can't be written in a rule; the same name gives the same slot. */
  int internal(String name) {
    Integer slot = slots.get(name);
    return slot == null ? add(name) : slot;
  }

  private int add(String name) {
    int slot = slots.size();
    slots.put(name, slot);
    return slot;
  }

  boolean has(String name) {
    return slots.containsKey(name);
  }

  /** The slot of a name that is known before there is an order. */
  int slot(String path, String name) {
    int slot = anySlot(path, name);
    if (slot < BuiltIn.values().length && BuiltIn.values()[slot].isOfOrder()) {
      throw ContractViolation.value(
          path, path + ": " + name + " is known only to blocking rules", "", name);
    }
    return slot;
  }

  private int anySlot(String path, String name) {
    Integer slot = slots.get(name);
    if (slot == null) {
      String known = String.join(", ", slots.keySet());
      throw ContractViolation.value(
          path, path + ": " + name + " is not defined before; known here: " + known, known, name);
    }
    return slot;
  }

  /** A number or a name. {@code ofOrder} allows the names known only to blocking rules. */
  Operand operand(String path, JsonValue value, boolean ofOrder) {
    return switch (value) {
      case JsonNumber number -> new Operand.Literal(number, number.doubleValue());
      case JsonText name ->
          new Operand.Named(ofOrder ? anySlot(path, name.value()) : slot(path, name.value()));
      default -> throw ContractViolation.type(path, "a number or a name", value);
    };
  }

  /** Every name in the order of its slot. */
  List<String> all() {
    return List.copyOf(slots.keySet());
  }
}
