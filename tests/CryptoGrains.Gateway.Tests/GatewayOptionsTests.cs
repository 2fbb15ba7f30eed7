using Microsoft.Extensions.DependencyInjection;

namespace CryptoGrains.Gateway.Tests;

public sealed class GatewayOptionsTests
{
    [Fact]
    public void A_limit_that_is_not_positive_is_refused_at_start_by_name()
    {
        var refused = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddMarketGateway(new GatewayOptions { OutboxBytes = 0 }));
        Assert.Contains("OutboxBytes is 0", refused.Message);
    }

    [Fact]
    public void A_primary_venue_that_is_none_is_refused_at_start()
    {
        var refused = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddMarketGateway(new GatewayOptions { PrimaryVenue = "A B" }));
        Assert.Contains("'A B' is not a venue", refused.Message);
    }
}
