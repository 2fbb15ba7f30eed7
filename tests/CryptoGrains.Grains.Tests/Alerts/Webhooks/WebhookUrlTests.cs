namespace CryptoGrains.Grains.Tests.Alerts.Webhooks;

public sealed class WebhookUrlTests
{
    [Theory]
    [InlineData("https://alerts.example.com/in?token=a%20b")]
    [InlineData("https://8.8.8.8:8443/")]
    [InlineData("https://[2606:4700:4700::1111]/")]
    public void An_https_address_of_the_internet_is_right(string url) => Assert.Null(WebhookUrl.Mistake(url, allowPrivateAddresses: false));

    [Theory]
    [InlineData(null, "missing")]
    [InlineData("", "missing")]
    [InlineData("/in", "absolute")]
    [InlineData("alerts.example.com/in", "absolute")]
    [InlineData("ftp://alerts.example.com/in", "absolute")]
    [InlineData("file:///etc/passwd", "absolute")]
    [InlineData("https://user:word@alerts.example.com/", "user")]
    [InlineData("https://alerts.example.com/#part", "fragment")]
    [InlineData("http://alerts.example.com/", "https")]
    [InlineData("https://127.0.0.1/", "127.0.0.1 is an address inside")]
    [InlineData("https://2130706433/", "127.0.0.1 is an address inside")]
    [InlineData("https://0x7f000001/", "127.0.0.1 is an address inside")]
    [InlineData("https://0177.0.0.1/", "127.0.0.1 is an address inside")]
    [InlineData("https://127.1/", "127.0.0.1 is an address inside")]
    [InlineData("https://0.0.0.0/", "0.0.0.0 is an address inside")]
    [InlineData("https://[::1]/", "::1 is an address inside")]
    [InlineData("https://[::ffff:10.0.0.1]/", "10.0.0.1 is an address inside")]
    [InlineData("https://169.254.169.254/latest/meta-data", "169.254.169.254 is an address inside")]
    public void A_mistake_is_a_sentence(string? url, string says) =>
        Assert.Contains(says, WebhookUrl.Mistake(url, allowPrivateAddresses: false), StringComparison.Ordinal);

    [Fact]
    public void The_length_is_bounded()
    {
        var url = "https://alerts.example.com/".PadRight(2_000, 'a');
        Assert.Null(WebhookUrl.Mistake(url, allowPrivateAddresses: false));
        Assert.Contains("2,000", WebhookUrl.Mistake(url + "a", allowPrivateAddresses: false), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:8080/in")]
    [InlineData("http://10.0.0.1/")]
    public void The_house_is_right_where_it_is_allowed(string url) => Assert.Null(WebhookUrl.Mistake(url, allowPrivateAddresses: true));
}
