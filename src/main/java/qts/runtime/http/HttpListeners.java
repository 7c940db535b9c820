package qts.runtime.http;

/** Two that hear of requests, one after the other. */
public record HttpListeners(HttpListener first, HttpListener second) implements HttpListener {

  @Override
  public void onAnswered(Answered request) {
    first.onAnswered(request);
    second.onAnswered(request);
  }

  @Override
  public void onSnapshots(long bytes, long receiveNanos, long totalNanos) {
    first.onSnapshots(bytes, receiveNanos, totalNanos);
    second.onSnapshots(bytes, receiveNanos, totalNanos);
  }
}
