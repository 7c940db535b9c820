package qts.safety;

import java.util.List;
import qts.observer.Guard;
import qts.observer.GuardDecision;
import qts.observer.ScannedSnapshot;

/**
 * Several guards, asked in order. The first that blocks ends the asking; otherwise the first NO_OP
 * stands.
 */
public record Guards(List<Guard> guards) implements Guard {
  public Guards {
    guards = List.copyOf(guards);
  }

  @Override
  public GuardDecision decide(ScannedSnapshot snapshot, long receiveMillis) {
    GuardDecision decision = GuardDecision.PASS;
    for (int i = 0; i < guards.size(); i++) {
      GuardDecision next = guards.get(i).decide(snapshot, receiveMillis);
      if (next instanceof GuardDecision.Block) {
        return next;
      }
      decision = decision instanceof GuardDecision.Pass ? next : decision;
    }
    return decision;
  }
}
