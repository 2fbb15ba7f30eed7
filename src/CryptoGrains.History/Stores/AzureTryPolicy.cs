using Azure.Core;
using Azure.Core.Pipeline;

namespace CryptoGrains.History.Stores;

/// <summary>Gives each try of a request the time that its content needs, and counts those after the first.</summary>
internal sealed class AzureTryPolicy(AzureBlobLimits limits) : HttpPipelineSynchronousPolicy
{
    /// <inheritdoc/>
    public override void OnSendingRequest(HttpMessage message)
    {
        if (message.ProcessingContext.RetryNumber > 0)
            StoreMetrics.Retries.Add(1);
        if (message.Request.Content is { } content && content.TryComputeLength(out var length))
            message.NetworkTimeout = limits.TryWith(length);
    }
}
