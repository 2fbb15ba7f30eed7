using System.Collections.Immutable;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Grains;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Tests.Support;

/// <summary>The webhooks' grain, which keeps what it is given and sends nothing.</summary>
internal sealed class FakeWebhooks : IWebhookGrain
{
    public const int Most = 2;

    private readonly List<Webhook> _webhooks = [];

    public ImmutableArray<WebhookDeadLetter> DeadLetters { get; set; } =
        [new("a1b2:fired", 7, "It answered 400.", 1, new Timestamp(1_722_819_723_000_004))];

    public Task WakeAsync() => throw new NotSupportedException("The gateway wakes nobody.");

    public Task<ImmutableArray<WebhookStatus>> ListAsync() => Task.FromResult<ImmutableArray<WebhookStatus>>(
        [.. _webhooks.Select(webhook => new WebhookStatus(webhook.Id, webhook.Url, webhook.LeastSeverity, 41, DeadLetters.Length, "It answered 500."))]);

    public Task<Webhook?> AddAsync(string url, AlertSeverity leastSeverity)
    {
        if (_webhooks.Count == Most)
            return Task.FromResult<Webhook?>(null);

        var webhook = new Webhook { Id = $"w{_webhooks.Count + 1}", Url = url, Secret = "5ec7e7", LeastSeverity = leastSeverity };
        _webhooks.Add(webhook);
        return Task.FromResult<Webhook?>(webhook);
    }

    public Task<bool> RemoveAsync(string id) => Task.FromResult(_webhooks.RemoveAll(webhook => webhook.Id == id) > 0);

    public Task<ImmutableArray<WebhookDeadLetter>?> GetDeadLettersAsync(string id) => Task.FromResult(Has(id) ? DeadLetters : default(ImmutableArray<WebhookDeadLetter>?));

    public Task<int?> ResendAsync(string id, string? key) =>
        Task.FromResult(Has(id) ? DeadLetters.Count(letter => key is null || letter.Key == key) : default(int?));

    public Task<WebhookTest?> TestAsync(string id) => Task.FromResult(Has(id) ? new WebhookTest(false, "It answered 500.") : null);

    private bool Has(string id) => _webhooks.Exists(webhook => webhook.Id == id);
}
