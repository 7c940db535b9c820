package qts.journal;

/** Lets everything pass: failures are part of what is tried. */
final class ForgivingListener extends SilentListener {
  @Override
  public void onFailure(JournalFailedException failure) {}

  @Override
  public void onWarning(String what) {}
}
