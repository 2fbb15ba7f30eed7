using System.Runtime.CompilerServices;
using Azure;
using Azure.Core;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using CryptoGrains.Columnar.Storage;
using BlobInfo = CryptoGrains.Columnar.Storage.BlobInfo;

namespace CryptoGrains.History.Stores;

/// <summary>
/// Blobs in a container of Azure Blob Storage, or of its emulator. Requests that fail for a while are tried again with growing
/// waits, within the limits; the container is made when the first blob is written. Accounts with a hierarchical namespace list in
/// another order than this contract asks for, and are refused where they do.
/// </summary>
public sealed class AzureBlobStore : IBlobStore
{
    // Each try to create a blob bears the call's own mark, by which a second try knows the work of the first.
    private const string WriterKey = "writer";

    private const int NamesAtOnce = 5_000;

    // The most that one request may write. A content as long as the client's threshold, or longer, is written in blocks whose names
    // are their offsets: of two who create one blob at once, the winner would commit the loser's blocks.
    private const long WrittenAtOnce = 5_000L << 20;

    private readonly BlobContainerClient _container;
    private readonly AzureBlobLimits _limits;
    private readonly TimeProvider _time;

    private AzureBlobStore(BlobContainerClient container, AzureBlobLimits limits, TimeProvider time)
    {
        (_container, _limits, _time) = (container, limits, time);
        Location = WithoutSecret(container.Uri);
    }

    /// <inheritdoc/>
    public string Location { get; }

    /// <summary>Opens a container by an account's connection string; nothing is asked of the service yet.</summary>
    /// <exception cref="FormatException">The connection string is none.</exception>
    public static AzureBlobStore WithConnectionString(
        string connectionString, string container, AzureBlobLimits? limits = null, TimeProvider? time = null)
    {
        limits ??= AzureBlobLimits.Default;
        return new(new BlobContainerClient(connectionString, container, Options(limits)), limits, time ?? TimeProvider.System);
    }

    /// <summary>Opens a container by its URL; nothing is asked of the service yet.</summary>
    /// <param name="container">The container's URL, with a SAS where there is no credential.</param>
    /// <param name="credential">Who asks; null where the URL has a SAS.</param>
    /// <param name="limits">How long to try; null for the default.</param>
    /// <param name="time">The clock for the limits; null for the system's.</param>
    public static AzureBlobStore AtUrl(
        Uri container, TokenCredential? credential, AzureBlobLimits? limits = null, TimeProvider? time = null)
    {
        limits ??= AzureBlobLimits.Default;
        var client = credential is null
            ? new BlobContainerClient(container, Options(limits))
            : new BlobContainerClient(container, credential, Options(limits));
        return new(client, limits, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public string LocationOf(string name)
    {
        BlobName.Check(name);
        return WithoutSecret(_container.GetBlobClient(name).Uri);
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken cancellationToken = default)
    {
        using var call = new AzureCall(LocationOf(name), "read", _limits.Call, _time, cancellationToken);
        return await call.RunAsync<ReadOnlyMemory<byte>?>(async () =>
        {
            try
            {
                var answer = await _container.GetBlobClient(name).DownloadStreamingAsync(cancellationToken: call.Token);
                using var blob = answer.Value;
                var length = LengthOf(answer, LocationOf(name));
                if (length > Array.MaxLength)
                    throw new BlobStoreException($"{LocationOf(name)} has {length} bytes, too many to be read whole: read it in ranges.");

                call.AllowUntil(_limits.CallWith(length));
                var content = GC.AllocateUninitializedArray<byte>((int)length);
                await blob.Content.ReadExactlyAsync(content, call.Token);
                return content;
            }
            catch (RequestFailedException exception) when (AzureErrors.IsNotThere(exception))
            {
                return null;
            }
        });
    }

    /// <inheritdoc/>
    public async ValueTask ReadRangeAsync(
        string name, long offset, Memory<byte> into, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var location = LocationOf(name);
        using var call = new AzureCall(location, "read", _limits.CallWith(into.Length), _time, cancellationToken);
        await call.RunAsync(async () =>
        {
            try
            {
                await FillAsync(_container.GetBlobClient(name), location, offset, into, call.Token);
                return true;
            }
            catch (RequestFailedException exception) when (AzureErrors.IsNotThere(exception))
            {
                throw new BlobStoreException($"{location} could not be read: there is no such blob.");
            }
        });
    }

    /// <inheritdoc/>
    public async ValueTask<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        using var call = new AzureCall(LocationOf(name), "found", _limits.Call, _time, cancellationToken);
        return await call.RunAsync<BlobInfo?>(async () =>
        {
            try
            {
                var found = (await _container.GetBlobClient(name).GetPropertiesAsync(cancellationToken: call.Token)).Value;
                return new BlobInfo(name, found.ContentLength, found.LastModified);
            }
            catch (RequestFailedException exception) when (AzureErrors.IsNotThere(exception))
            {
                return null;
            }
        });
    }

    /// <inheritdoc/>
    /// <remarks>
    /// A try that is never answered may still have written the blob: a second try then finds it and knows it by its mark. When the
    /// last try is not answered either, the call fails, and the blob may be there.
    /// </remarks>
    public async ValueTask<bool> TryCreateAsync(
        string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        using var call = new AzureCall(LocationOf(name), "written", _limits.CallWith(content.Length), _time, cancellationToken);
        return await call.RunAsync(async () =>
        {
            var blob = _container.GetBlobClient(name);
            var writer = Guid.NewGuid().ToString("N");
            try
            {
                var ifNoneIsThere = new BlobRequestConditions { IfNoneMatch = ETag.All };
                await UploadAsync(blob, content, ifNoneIsThere, writer, call.Token);
                return true;
            }
            catch (RequestFailedException exception) when (AzureErrors.IsThere(exception))
            {
                return await IsOfAsync(blob, writer, call.Token);
            }
        });
    }

    /// <inheritdoc/>
    public async ValueTask ReplaceAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        using var call = new AzureCall(LocationOf(name), "written", _limits.CallWith(content.Length), _time, cancellationToken);
        await call.RunAsync(async () =>
        {
            await UploadAsync(_container.GetBlobClient(name), content, conditions: null, writer: null, call.Token);
            return true;
        });
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        using var call = new AzureCall(LocationOf(name), "deleted", _limits.Call, _time, cancellationToken);
        await call.RunAsync(async () =>
            await _container.GetBlobClient(name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, null, call.Token));
    }

    /// <inheritdoc/>
    /// <remarks>The service lists from a prefix's first name on, so names up to <paramref name="after"/> are fetched and left out.</remarks>
    public async IAsyncEnumerable<BlobInfo> ListAsync(
        string prefix, string? after = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        BlobName.CheckPrefix(prefix);
        string? continuation = null, last = null;
        do
        {
            var page = await NextPageAsync(prefix, continuation, cancellationToken);
            continuation = page?.ContinuationToken;
            foreach (var item in page?.Values ?? [])
            {
                if (last is not null && string.CompareOrdinal(item.Name, last) <= 0)
                {
                    throw new BlobStoreException(
                        $"{Location} could not be listed. It lists '{item.Name}' after '{last}': an account with a hierarchical " +
                        "namespace does so, and can't be used.");
                }

                last = item.Name;
                if (after is null || string.CompareOrdinal(item.Name, after) > 0)
                    yield return new BlobInfo(item.Name, item.Properties.ContentLength ?? 0, item.Properties.LastModified ?? default);
            }
        }
        while (!string.IsNullOrEmpty(continuation));
    }

    private async Task<Page<BlobItem>?> NextPageAsync(string prefix, string? continuation, CancellationToken cancellationToken)
    {
        using var call = new AzureCall(Location, "listed", _limits.Call, _time, cancellationToken);
        return await call.RunAsync(async () =>
        {
            try
            {
                var pages = _container.GetBlobsAsync(prefix: prefix, cancellationToken: call.Token);
                await foreach (var page in pages.AsPages(continuation, NamesAtOnce))
                    return page;
            }
            catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.ContainerNotFound)
            {
                // It is made with the first blob.
            }

            return null;
        });
    }

    private static async Task FillAsync(
        BlobClient blob, string location, long offset, Memory<byte> into, CancellationToken cancellationToken)
    {
        // A range of no bytes can't be asked for.
        if (into.IsEmpty)
        {
            var found = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            if (offset > found.ContentLength)
                throw NoSuchBytes(location, offset, into.Length);
            return;
        }

        if (offset > long.MaxValue - into.Length)
            throw NoSuchBytes(location, offset, into.Length);

        try
        {
            var options = new BlobDownloadOptions { Range = new HttpRange(offset, into.Length) };
            var answer = await blob.DownloadStreamingAsync(options, cancellationToken);
            using var range = answer.Value;
            if (LengthOf(answer, location) != into.Length)
                throw NoSuchBytes(location, offset, into.Length);
            await range.Content.ReadExactlyAsync(into, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 416)
        {
            throw NoSuchBytes(location, offset, into.Length);
        }
    }

    // Where something between drops the header, the client's own property says 0, and the blob would seem to be empty.
    private static long LengthOf(Response<BlobDownloadStreamingResult> answer, string location) =>
        answer.GetRawResponse().Headers.ContentLengthLong ?? throw new BlobStoreException(
            $"{location} could not be read. The answer has no Content-Length: see whether a proxy before the service takes it away.");

    private static BlobStoreException NoSuchBytes(string location, long offset, int length) =>
        new($"{location} is shorter than asked for: the {length} bytes from offset {offset} on could not be read.");

    /// <summary>Writes a blob in one request.</summary>
    private async Task UploadAsync(
        BlobClient blob, ReadOnlyMemory<byte> content, BlobRequestConditions? conditions, string? writer, CancellationToken cancellationToken)
    {
        var options = new BlobUploadOptions
        {
            Conditions = conditions,
            Metadata = writer is null ? null : new Dictionary<string, string> { [WriterKey] = writer },
            TransferOptions = new StorageTransferOptions { InitialTransferSize = WrittenAtOnce },
            TransferValidation = new UploadTransferValidationOptions { ChecksumAlgorithm = StorageChecksumAlgorithm.MD5 },
        };
        var data = BinaryData.FromBytes(content);
        try
        {
            await blob.UploadAsync(data, options, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await blob.UploadAsync(data, options, cancellationToken);
        }
    }

    private static async Task<bool> IsOfAsync(BlobClient blob, string writer, CancellationToken cancellationToken)
    {
        try
        {
            var found = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            var isOurs = found.Metadata.TryGetValue(WriterKey, out var foundWriter) && foundWriter == writer;
            if (isOurs)
                StoreMetrics.OwnWrites.Add(1);
            return isOurs;
        }
        catch (RequestFailedException exception) when (AzureErrors.IsNotThere(exception))
        {
            // It was somebody's, who has deleted it meanwhile.
            return false;
        }
    }

    private static BlobClientOptions Options(AzureBlobLimits limits)
    {
        var options = new BlobClientOptions
        {
            Retry =
            {
                Mode = RetryMode.Exponential,
                MaxRetries = limits.Retries,
                Delay = limits.Delay,
                MaxDelay = TimeSpan.FromSeconds(4),
                NetworkTimeout = limits.Try,
            },
        };
        options.AddPolicy(new AzureTryPolicy(limits), HttpPipelinePosition.PerRetry);
        return options;
    }

    private static string WithoutSecret(Uri uri) => uri.GetLeftPart(UriPartial.Path);
}
