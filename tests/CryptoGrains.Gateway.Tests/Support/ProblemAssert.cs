using System.Net;
using System.Text.Json;

namespace CryptoGrains.Gateway.Tests.Support;

internal static class ProblemAssert
{
    /// <summary>The response is a problem document with this status and code, and its sentence holds a text.</summary>
    public static async Task<string> IsAsync(HttpResponseMessage response, HttpStatusCode status, string code, string says)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == status, $"expected {status} with {code}, got {response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var document = JsonDocument.Parse(text);
        Assert.Equal(code, document.RootElement.GetProperty("code").GetString());
        Assert.Equal((int)status, document.RootElement.GetProperty("status").GetInt32());
        Assert.Contains(says, document.RootElement.GetProperty("detail").GetString());
        return text;
    }
}
