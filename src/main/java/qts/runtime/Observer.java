package qts.runtime;

import qts.runtime.cli.ObserverCommand;
import qts.runtime.cli.Shell;

/** The entry point of the program. */
public final class Observer {
  private Observer() {}

  public static void main(String[] args) {
    Shell shell = Shell.ofProcess();
    int status = ObserverCommand.run(shell, args);
    System.exit(shell.finish(status));
  }
}
