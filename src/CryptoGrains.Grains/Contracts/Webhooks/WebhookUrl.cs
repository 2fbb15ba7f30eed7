using System.Net;
using CryptoGrains.Grains.Alerts.Webhooks;

namespace CryptoGrains.Grains;

/// <summary>Which addresses a webhook may have. What a name resolves to is looked at when it is connected to.</summary>
public static class WebhookUrl
{
    private const int MostCharacters = 2_000;

    /// <summary>Says in a sentence what is wrong with an address; null where nothing is.</summary>
    public static string? Mistake(string? url, bool allowPrivateAddresses)
    {
        if (string.IsNullOrEmpty(url) || url.Length > MostCharacters)
            return "The url is missing or has more than 2,000 characters: write one such as https://alerts.example.com/in.";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
            return "The url is no absolute https address: write one such as https://alerts.example.com/in.";
        if (uri.UserInfo.Length > 0)
            return "The url has a user or password in it: leave them out; a delivery is known by its signature.";
        if (uri.Fragment.Length > 0)
            return "The url has a fragment, the part from '#' on, which is never sent: leave it out.";
        if (allowPrivateAddresses)
            return null;
        if (uri.Scheme != Uri.UriSchemeHttps)
            return "The url begins with http: write https, so that nobody on the way can read or change alerts.";
        return IPAddress.TryParse(uri.IdnHost, out var address) && !PublicAddress.Is(address)
            ? $"{address} is an address inside of the house, and webhooks go to public ones only; the operator can allow it."
            : null;
    }
}
