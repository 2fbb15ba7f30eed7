namespace CryptoGrains.Gateway.Push.Connections;

/// <summary>How envelopes reach one client.</summary>
internal interface IPushTransport
{
    /// <summary>Sends a batch in order; completes when the client's side has room for more.</summary>
    Task SendAsync(List<Envelope> batch, CancellationToken cancellationToken);

    /// <summary>Closes after the last envelope.</summary>
    /// <param name="reason">Why; null where the client left by itself.</param>
    /// <param name="cancellationToken">Ends the wait for a client that does not read.</param>
    Task CloseAsync(string? reason, CancellationToken cancellationToken);

    /// <summary>Cuts the connection.</summary>
    void Abort();
}
