package qts.runtime.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import qts.journal.JournalReader;
import qts.runtime.client.QueryString;
import qts.runtime.client.ServiceClient;
import qts.runtime.config.Build;
import qts.runtime.config.Catalogue;
import qts.runtime.config.RecorderPlan;
import qts.runtime.config.Settings;
import qts.runtime.query.AnswerWriter;
import qts.runtime.query.InvalidQueryException;
import qts.runtime.question.Question;
import qts.runtime.recorder.RecorderSettings;
import qts.runtime.transfer.JournalFeed;
import qts.runtime.transfer.RecordFeed;
import qts.runtime.transfer.Selection;
import qts.runtime.transfer.ServiceFeed;

/** Whether a command works on a data folder or through a running service. */
final class RecordSourceOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Work on this data folder itself, without a service.")
  private @Nullable Path dataDir;

  ServiceOptions service() {
    return service;
  }

  /** The data folder, when one was named. */
  Optional<Path> dataDir(Shell shell) {
    if (dataDir == null) {
      return Optional.empty();
    }
    if (service.isGiven()) {
      throw new ParameterException(
          command.commandLine(), "--data-dir and --url exclude each other: name one of them");
    }
    return Optional.of(shell.workingDirectory().resolve(dataDir));
  }

  /** Opens the records for reading. */
  RecordFeed open(Shell shell) throws IOException {
    Optional<Path> folder = dataDir(shell);
    return folder.isPresent()
        ? JournalFeed.open(folder.get(), Build.current().producer())
        : new ServiceFeed(service.connect(shell));
  }

  /**
   * Asks a question and writes the answer, of the service or of the data folder, to {@code out}.
   */
  void ask(
      Shell shell,
      Question question,
      Map<String, List<String>> parameters,
      AnswerWriter.Form form,
      OutputStream out)
      throws IOException {
    Optional<Path> folder = dataDir(shell);
    if (folder.isEmpty()) {
      askService(shell, question, parameters, form, out);
      return;
    }
    try (JournalReader reader = JournalFeed.reader(folder.get())) {
      question.answer(reader, parameters, form, out);
    } catch (InvalidQueryException wrong) {
      throw wrongUsage(wrong);
    }
  }

  private void askService(
      Shell shell,
      Question question,
      Map<String, List<String>> parameters,
      AnswerWriter.Form form,
      OutputStream out)
      throws IOException {
    String type = form == AnswerWriter.Form.LINES ? "application/x-ndjson" : "application/json";
    try (ServiceClient client = service.connect(shell);
        InputStream in = client.get(question.path() + "?" + QueryString.of(parameters), type)) {
      in.transferTo(out);
    }
  }

  /** What the command line says wrongly. */
  ParameterException wrongUsage(InvalidQueryException wrong) {
    return new ParameterException(
        command.commandLine(), named(wrong.parameter()) + ": " + wrong.problem(), wrong);
  }

  /** What the command line calls a parameter: an option, or a word that stands by itself. */
  private String named(String parameter) {
    String option = "--" + parameter.replace('_', '-');
    return command.positionalParameters().stream()
        .map(word -> word.paramLabel())
        .filter(label -> label.equalsIgnoreCase(parameter))
        .findFirst()
        .orElse(option);
  }

  /** What is asked for, or what is wrong with the command line. */
  Selection select(Map<String, List<String>> parameters) {
    try {
      return Selection.of(parameters);
    } catch (InvalidQueryException wrong) {
      throw wrongUsage(wrong);
    }
  }

  /** How a recorder works in the data folder {@code folder}: by the settings, but there. */
  static RecorderSettings recorder(Shell shell, Path folder) {
    Map<String, String> environment = new HashMap<>(shell.environment());
    environment.put(Catalogue.DATA_DIR.name(), folder.toString());
    return RecorderPlan.of(Settings.load(environment, shell.workingDirectory()));
  }
}
