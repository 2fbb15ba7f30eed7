using System.Net;
using CryptoGrains.Grains.Alerts.Webhooks;

namespace CryptoGrains.Grains.Tests.Alerts.Webhooks;

public sealed class PublicAddressTests
{
    /// <summary>The first and the last address of a range, and its neighbours, where those are public.</summary>
    [Theory]
    [InlineData(null, "0.0.0.0", "0.255.255.255", "1.0.0.0")]
    [InlineData("9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0")]
    [InlineData("100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0")]
    [InlineData("126.255.255.255", "127.0.0.0", "127.255.255.255", "128.0.0.0")]
    [InlineData("169.253.255.255", "169.254.0.0", "169.254.255.255", "169.255.0.0")]
    [InlineData("172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0")]
    [InlineData("191.255.255.255", "192.0.0.0", "192.0.0.255", "192.0.1.0")]
    [InlineData("192.0.1.255", "192.0.2.0", "192.0.2.255", "192.0.3.0")]
    [InlineData("192.88.98.255", "192.88.99.0", "192.88.99.255", "192.88.100.0")]
    [InlineData("192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0")]
    [InlineData("198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0")]
    [InlineData("198.51.99.255", "198.51.100.0", "198.51.100.255", "198.51.101.0")]
    [InlineData("203.0.112.255", "203.0.113.0", "203.0.113.255", "203.0.114.0")]
    [InlineData("223.255.255.255", "224.0.0.0", "255.255.255.255", null)]
    [InlineData(null, "::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2000::")]
    [InlineData("2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:200::")]
    [InlineData("2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::")]
    [InlineData("2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2003::")]
    [InlineData("3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:1000::")]
    [InlineData("3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "4000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", null)]
    [InlineData("::ffff:9.255.255.255", "::ffff:10.0.0.0", "::ffff:10.255.255.255", "::ffff:11.0.0.0")]
    public void What_is_inside_of_the_house_is_refused_to_its_edges(string? before, string first, string last, string? after)
    {
        Assert.False(PublicAddress.Is(IPAddress.Parse(first)), first);
        Assert.False(PublicAddress.Is(IPAddress.Parse(last)), last);
        foreach (var neighbour in new[] { before, after }.OfType<string>())
            Assert.True(PublicAddress.Is(IPAddress.Parse(neighbour)), neighbour);
    }

    [Theory]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:0:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("fc00::1")]
    [InlineData("fe80::1%1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void No_way_round_leads_inside(string address) => Assert.False(PublicAddress.Is(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    public void The_open_internet_is_public(string address) => Assert.True(PublicAddress.Is(IPAddress.Parse(address)));
}
