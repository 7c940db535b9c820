package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;

/** The limits that a journal's settings keep. */
class LimitsTest {
  private static final JournalSettings STANDARD = JournalSettings.standard();

  @Test
  void settingsOutsideTheLimitsAreRefusedWithTheRule() {
    refused(() -> STANDARD.withSegmentBytes((1L << 30) + 1), "a segment has at most 1 GiB");
    refused(() -> settings(64 << 20, 1, 1_023, 0, 1), "a group fills at most 1/8");
    refused(() -> settings(64 << 20, 1, (8 << 20) + 1, 0, 1), "a group fills at most 1/8");
    refused(() -> settings(64 << 20, 0, 1_024, 0, 1), "times are positive");
    refused(() -> STANDARD.withDelayMillis(-1), "times are positive");
    refused(() -> settings(64 << 20, 1, 1_024, 0, 0), "some keys are kept");
  }

  @Test
  void settingsAtTheLimitsAreTaken() {
    assertThat(settings(64 << 20, 1, 8 << 20, 0, 1).groupBytes()).isEqualTo(8 << 20);
    assertThat(settings(64 << 20, 1, 1_024, 0, 1).delayMillis()).isZero();
    assertThat(STANDARD.withSegmentBytes(1L << 30).segmentBytes()).isEqualTo(1L << 30);
    assertThat(STANDARD.withDelayMillis(0).delayMillis()).isZero();
  }

  @Test
  void groupsReserveAndPayloadsShrinkWithTheSegments() {
    JournalSettings small = STANDARD.withSegmentBytes(1 << 20);

    assertThat(small.groupBytes()).isEqualTo(128 << 10);
    assertThat(small.disk().reserveBytes()).isEqualTo(256 << 10);
    assertThat(small.maxPayloadBytes()).isEqualTo(128 << 10);
    assertThat(small.marginBytes()).isEqualTo(5 * (128 << 10));
    assertThat(STANDARD.maxPayloadBytes()).isEqualTo(4 << 20);
    assertThat(STANDARD.withSegmentBytes(1L << 30).groupBytes()).isEqualTo(2 << 20);
  }

  @Test
  void nobodyStaysAwakeOnASingleProcessor() {
    assertThat(STANDARD.withProcessors(1).patienceNanos()).isZero();
    assertThat(STANDARD.withProcessors(2).patienceNanos()).isPositive();
    assertThat(STANDARD.withProcessors(2).groupBytes()).isEqualTo(STANDARD.groupBytes());
  }

  @Test
  void limitsOfTheDiskThatMakeNoSenseAreRefused() {
    String negative = "disk limits: none is negative";
    String reserve = "disk limits: a reserve has 64 KiB to 1 GiB";
    assertThatThrownBy(() -> new DiskLimits(-1, 0, 0, 0)).hasMessage(negative);
    assertThatThrownBy(() -> new DiskLimits(0, 0, -1, 0)).hasMessage(negative);
    assertThatThrownBy(() -> new DiskLimits(0, 0, 0, -1)).hasMessage(negative);
    assertThatThrownBy(() -> new DiskLimits(0, (64 << 10) - 1, 0, 0)).hasMessage(reserve);
    assertThatThrownBy(() -> new DiskLimits(0, (1 << 30) + 1, 0, 0)).hasMessage(reserve);
    assertThat(new DiskLimits(0, 0, 0, 0))
        .isEqualTo(
            new DiskLimits(5, 64 << 10, 7, 0)
                .withFreeBytes(0)
                .withReserveBytes(0)
                .withQuotaBytes(0));
    assertThat(new DiskLimits(0, 64 << 10, 0, 0).reserveBytes()).isEqualTo(64 << 10);
    assertThat(new DiskLimits(0, 1 << 30, 0, 0).reserveBytes()).isEqualTo(1 << 30);
  }

  private static void refused(ThrowableAssert.ThrowingCallable call, String rule) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("journal settings: " + rule);
  }

  private static JournalSettings settings(
      long segment, long segmentMillis, int group, long delay, int keys) {
    return new JournalSettings(
        segment, segmentMillis, group, delay, keys, new DiskLimits(0, 0, 0, 0));
  }
}
