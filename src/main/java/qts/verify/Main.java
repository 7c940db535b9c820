package qts.verify;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The verifier as a program of its own. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    Verification verification =
        new Verification(System.in, Path.of(""), out, err, System::nanoTime);
    Runtime process = Runtime.getRuntime();
    int threads = Verification.threads(process.availableProcessors(), process.maxMemory());
    int status = new CommandLine(verification, threads, out, err).run(args);
    out.flush();
    System.exit(out.checkError() ? ExitStatus.UNREADABLE : status);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
