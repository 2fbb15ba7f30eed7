namespace CryptoGrains.Grains.Alerts.Webhooks;

/// <summary>
/// How long to wait before another try: exponential back-off with full jitter, so that many who failed together do not come back together
/// (M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
/// </summary>
public sealed class WebhookBackoff(Random random)
{
    private const double LongestSeconds = 60;

    /// <summary>The wait after so many tries: less than 1 s after the first, less than twice as long after each further one, less than a minute at the most.</summary>
    public TimeSpan After(int tries) => TimeSpan.FromSeconds(random.NextDouble() * Math.Min(LongestSeconds, Math.Pow(2, tries - 1)));
}
