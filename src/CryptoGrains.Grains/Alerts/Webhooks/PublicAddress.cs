using System.Net;
using System.Net.Sockets;

namespace CryptoGrains.Grains.Alerts.Webhooks;

/// <summary>Which addresses a webhook may be sent to: those of the open internet, and none inside of the house.</summary>
internal static class PublicAddress
{
    /// <summary>What IANA has given to anybody of IPv6. All else has a special purpose, or none yet.</summary>
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    // IANA's special-purpose registries for IPv4, and for IPv6 within 2000::/3: all that is not globally reachable, and what tunnels to such a place.
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Whether an address is one of the open internet.</summary>
    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return (address.AddressFamily == AddressFamily.InterNetwork || Global6.Contains(address))
            && !Array.Exists(Special, network => network.Contains(address));
    }
}
