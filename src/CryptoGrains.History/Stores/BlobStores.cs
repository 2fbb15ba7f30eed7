using System.Text.RegularExpressions;
using Azure.Identity;
using Azure.Storage.Blobs;
using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.History.Stores;

/// <summary>Opens the store that a setting names.</summary>
public static partial class BlobStores
{
    /// <summary>The container where none is named.</summary>
    public const string DefaultContainer = "cryptograins";

    private const string ContainerKey = "Container";

    private static readonly string[] ConnectionStringKeys =
    [
        "UseDevelopmentStorage", "DefaultEndpointsProtocol", "AccountName", "AccountKey", "BlobEndpoint", "SharedAccessSignature",
    ];

    /// <summary>Opens a store; a service is not asked for anything yet.</summary>
    /// <param name="spec">
    /// <c>UseDevelopmentStorage=true</c> (Azurite on this machine), an account's connection string, either with <c>;Container=name</c>;
    /// a container's URL, with a SAS or for the identity that this process runs as; or a folder's path.
    /// </param>
    /// <param name="force">Whether a folder's blobs must survive a power failure; services keep what they acknowledged.</param>
    /// <param name="limits">How long to try with a service; null for the default.</param>
    /// <exception cref="BlobStoreException">It is none of these; the sentence does not repeat what may be secret.</exception>
    public static IBlobStore Open(string spec, bool force = true, AzureBlobLimits? limits = null)
    {
        if (string.IsNullOrWhiteSpace(spec))
            throw new BlobStoreException("No store is named: write a folder's path, a container's URL or a connection string.");

        spec = spec.Trim();
        if (IsConnectionString(spec))
            return WithConnectionString(spec, limits);

        return spec.Contains("://", StringComparison.Ordinal) ? AtUrl(spec, limits) : new FolderBlobStore(spec, force);
    }

    private static bool IsConnectionString(string spec) => spec.Split(';').Any(setting =>
        setting.Contains('=') && ConnectionStringKeys.Contains(setting.Split('=')[0].Trim(), StringComparer.OrdinalIgnoreCase));

    private static AzureBlobStore WithConnectionString(string spec, AzureBlobLimits? limits)
    {
        var settings = spec.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var container = DefaultContainer;
        var others = new List<string>();
        foreach (var setting in settings)
        {
            var parts = setting.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is [var key, var value] && key.Equals(ContainerKey, StringComparison.OrdinalIgnoreCase))
                container = value;
            else
                others.Add(setting);
        }

        CheckContainer(container);
        try
        {
            return AzureBlobStore.WithConnectionString(string.Join(';', others), container, limits);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            // The exception may quote the key, so it goes no further.
            throw new BlobStoreException(
                "The store's connection string is none: take it from the account's page in the portal, under 'Access keys', or " +
                $"write UseDevelopmentStorage=true. It has the settings {string.Join(", ", others.Select(NameOf))}.");
        }
    }

    private static string NameOf(string setting) =>
        ConnectionStringKeys.FirstOrDefault(key => setting.StartsWith(key + "=", StringComparison.OrdinalIgnoreCase)) ?? "(another)";

    private static AzureBlobStore AtUrl(string spec, AzureBlobLimits? limits)
    {
        if (!Uri.TryCreate(spec, UriKind.Absolute, out var url))
            throw new BlobStoreException("The store's URL is none: write https://<account>.blob.core.windows.net/<container>.");

        var shown = url.GetLeftPart(UriPartial.Path);
        if (url.UserInfo.Length > 0)
            throw new BlobStoreException("The store's URL has a user or a password: use a SAS, or the identity of this process.");
        if (url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        {
            throw new BlobStoreException(
                $"{shown} can't be opened: a store is an https URL (http only on this machine), a connection string or a folder's path.");
        }

        var blob = new BlobUriBuilder(url);
        if (blob.BlobName.Length > 0)
            throw new BlobStoreException($"{shown} can't be opened: a store is a whole container, so leave '/{blob.BlobName}' out.");

        if (blob.BlobContainerName.Length == 0)
            blob.BlobContainerName = DefaultContainer;
        CheckContainer(blob.BlobContainerName);

        // What follows the question mark and is no SAS would be sent and not understood.
        if (url.Query.Length > 1 && blob.Sas is null)
            throw new BlobStoreException($"{shown} can't be opened: what follows its question mark is no SAS.");

        if (blob.Sas is not null)
            return AzureBlobStore.AtUrl(blob.ToUri(), credential: null, limits);

        return url.Scheme == Uri.UriSchemeHttps
            ? AzureBlobStore.AtUrl(blob.ToUri(), new DefaultAzureCredential(), limits)
            : throw new BlobStoreException($"{shown} can't be opened: an identity is shown by https only, so give a SAS.");
    }

    private static void CheckContainer(string container)
    {
        if (!ContainerName().IsMatch(container))
        {
            throw new BlobStoreException(
                $"'{container}' is no container's name: 3 to 63 small letters, digits and single hyphens between them.");
        }
    }

    [GeneratedRegex(@"^(?=.{3,63}\z)[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ContainerName();
}
