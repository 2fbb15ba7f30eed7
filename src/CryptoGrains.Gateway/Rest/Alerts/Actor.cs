using Microsoft.AspNetCore.Http;

namespace CryptoGrains.Gateway.Rest.Alerts;

/// <summary>Who says that they do something. Nobody proves it: it is for people who trust each other, and the journal keeps it.</summary>
internal static class Actor
{
    public const string Header = "Actor";

    /// <summary>Of whom nothing is known.</summary>
    public const string Unknown = "anonymous";

    private const int MaxLength = 100;

    /// <summary>What is wrong with a name; null where it is one.</summary>
    public static string? Mistake(string name) => name.Length is 0 or > MaxLength || name.Any(char.IsControl)
        ? $"The name of who does this must have 1 to {MaxLength} characters, and no control characters."
        : null;

    /// <summary>The name in a request's header; who sends none is anonymous.</summary>
    public static string Of(HttpRequest request) =>
        request.Headers.TryGetValue(Header, out var values) && values.ToString().Trim() is { Length: > 0 } name ? name : Unknown;
}
