package qts.runtime.cli;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import qts.runtime.config.Build;
import qts.runtime.config.Catalogue;
import qts.runtime.config.Origin;
import qts.runtime.config.Paths;
import qts.runtime.config.Place;
import qts.runtime.config.Problem;
import qts.runtime.config.Reading;
import qts.runtime.config.Setting;
import qts.runtime.config.Settings;

/**
 * The deployment report: what runs, where everything lies, and where every setting came from. Its
 * form is that of {@code observer info --json}.
 */
record InfoReport(
    Product product,
    boolean valid,
    List<PathLine> paths,
    Journal journal,
    DeploymentFile deploymentConfig,
    List<SettingLine> settings,
    List<Problem> notes,
    List<Problem> problems) {

  record Product(String name, String version, String build, String java) {}

  record PathLine(
      String name,
      String path,
      String condition,
      boolean exists,
      boolean usable,
      String setting,
      String origin,
      String place) {}

  record Journal(String path, boolean present) {}

  record DeploymentFile(String path, boolean found, Map<String, String> deployment) {}

  record SettingLine(String name, String value, String origin, String place) {}

  static InfoReport of(Reading reading, Build build) {
    Settings settings = reading.settings();
    Paths paths = new Paths(settings);
    List<PathLine> lines = paths.places().stream().map(InfoReport::line).toList();
    return new InfoReport(
        new Product("qts-observer", build.version(), build.id(), build.java()),
        reading.problems().isEmpty() && lines.stream().allMatch(PathLine::usable),
        lines,
        new Journal(paths.journalDir().toString(), Files.isDirectory(paths.journalDir())),
        new DeploymentFile(
            paths.deploymentConfigFile().toString(),
            settings.deploymentConfigFound(),
            settings.deployment()),
        Catalogue.all().stream().<SettingLine>map(setting -> line(setting, settings)).toList(),
        reading.notes(),
        reading.problems());
  }

  private static PathLine line(Place place) {
    Place.Condition condition = place.condition();
    return new PathLine(
        place.name(),
        place.path().toString(),
        condition.label(),
        Files.exists(place.path()),
        condition.usable(),
        place.setting().name(),
        place.origin().level().label(),
        place.origin().place());
  }

  private static SettingLine line(Setting<?> setting, Settings settings) {
    Origin origin = settings.origin(setting);
    return new SettingLine(
        setting.name(), settings.shown(setting), origin.level().label(), origin.place());
  }
}
