package qts.verify;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The verifier as a program of its own. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    int status =
        new CommandLine(Runtime.getRuntime().availableProcessors())
            .run(new Verification(out, err, System::nanoTime), out, err, args);
    out.flush();
    System.exit(out.checkError() ? ExitStatus.UNREADABLE : status);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
