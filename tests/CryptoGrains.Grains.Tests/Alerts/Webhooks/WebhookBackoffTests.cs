using CryptoGrains.Grains.Alerts.Webhooks;

namespace CryptoGrains.Grains.Tests.Alerts.Webhooks;

public sealed class WebhookBackoffTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(6, 32)]
    [InlineData(7, 60)]
    [InlineData(100_000, 60)]
    public void The_wait_is_anything_up_to_a_bound_that_doubles(int tries, double most)
    {
        var backoff = new WebhookBackoff(new Random(7));
        var waits = Enumerable.Range(0, 1_000).Select(_ => backoff.After(tries).TotalSeconds / most).ToList();

        Assert.All(waits, wait => Assert.InRange(wait, 0, 1));
        Assert.InRange(waits.Min(), 0, 0.01);
        Assert.InRange(waits.Max(), 0.99, 1);
        Assert.InRange(waits.Average(), 0.47, 0.53);
    }
}
