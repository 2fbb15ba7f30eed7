using System.Text;
using System.Text.RegularExpressions;
using CryptoGrains.Grains.Alerts.Webhooks;

namespace CryptoGrains.Grains.Tests.Alerts.Webhooks;

/// <summary>The signature, judged by Node's own HMAC: by the very lines that docs/webhooks.md gives to receivers.</summary>
public sealed partial class WebhookSignatureTests : IDisposable
{
    private const string Secret = "6c5e0f3a9d1b47c2a8e6f0d4b3c29187e5a6d7c8b9f0a1b2c3d4e5f60718293a";
    private static readonly DateTimeOffset Now = new(2024, 8, 5, 1, 2, 3, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", 0, true)]
    [InlineData("""{"seq":1,"kind":"fired"}""", 0, true)]
    [InlineData("""{"seq":1,"kind":"fired"}""", 299, true)]
    [InlineData("""{"seq":1,"kind":"fired"}""", 301, false)]
    [InlineData("""{"seq":1,"kind":"fired"}""", -301, false)]
    public async Task A_receiver_takes_what_is_new(string body, int secondsLater, bool isGenuine) =>
        Assert.Equal(isGenuine, await JudgeAsync(WebhookSignature.Of(Encoding.UTF8.GetBytes(body), Secret, Now), body, Secret, Now.AddSeconds(secondsLater)));

    [Fact]
    public async Task A_receiver_refuses_what_was_changed()
    {
        const string body = """{"seq":1,"kind":"fired"}""";
        var signature = WebhookSignature.Of(Encoding.UTF8.GetBytes(body), Secret, Now);
        var later = signature.Replace($"t={Now.ToUnixTimeSeconds()}", $"t={Now.ToUnixTimeSeconds() + 1}", StringComparison.Ordinal);

        Assert.False(await JudgeAsync(signature, body.Replace('1', '2'), Secret, Now));
        Assert.False(await JudgeAsync(signature, body, Secret.Replace('a', 'b'), Now));
        Assert.False(await JudgeAsync(later, body, Secret, Now));
        Assert.False(await JudgeAsync(signature[..^1], body, Secret, Now));
        Assert.False(await JudgeAsync(string.Empty, body, Secret, Now));
    }

    private async Task<bool> JudgeAsync(string header, string body, string secret, DateTimeOffset now)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "CryptoGrains.sln")))
            root = root.Parent;
        var page = await File.ReadAllTextAsync(Path.Combine(root.FullName, "docs", "webhooks.md"), TestContext.Current.CancellationToken);
        var snippet = Snippet().Match(page).Groups["code"].Value;
        await File.WriteAllTextAsync(
            Path.Combine(_folder.Path, "judge.mjs"),
            snippet + "\nconst [header, body, secret, now] = process.argv.slice(2);\nconsole.log(isGenuine(header, Buffer.from(body), secret, Number(now)));\n",
            TestContext.Current.CancellationToken);
        var answer = await Tool.PassAsync(
            _folder.Path, ["node", "judge.mjs", header, body, secret, $"{now.ToUnixTimeSeconds()}"], "these tests need Node.js 20 or newer");
        return bool.Parse(answer);
    }

    [GeneratedRegex("```js\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Snippet();
}
