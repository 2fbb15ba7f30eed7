using System.Xml;
using Azure;
using Azure.Identity;
using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.History.Stores;

/// <summary>
/// What Azure's refusals mean, in sentences. What the service answered is told by its status, code and request id only: the rest of
/// an answer may repeat a signature.
/// </summary>
internal static class AzureErrors
{
    /// <summary>Whether an exception is one that the service or the way there causes, and not a defect of ours.</summary>
    public static bool IsOne(Exception exception) => exception
        is RequestFailedException or AggregateException or OperationCanceledException or HttpRequestException
        or AuthenticationFailedException or XmlException
        or (IOException and not BlobStoreException);

    /// <summary>Whether the service says that there is no such blob, or no such container. Any other's 404 means nothing.</summary>
    public static bool IsNotThere(RequestFailedException exception) =>
        exception.ErrorCode is "BlobNotFound" or "ContainerNotFound";

    /// <summary>Whether the service says that there is such a blob already.</summary>
    public static bool IsThere(RequestFailedException exception) =>
        exception.Status == 412 || (exception.Status == 409 && exception.ErrorCode == "BlobAlreadyExists");

    /// <summary>The exception that callers see.</summary>
    /// <param name="location">What the call was about, without a secret.</param>
    /// <param name="verb">What should have been done with it: "written".</param>
    /// <param name="exception">What went wrong.</param>
    /// <param name="limit">How long the call was allowed to take.</param>
    public static BlobStoreException Sentence(string location, string verb, Exception exception, TimeSpan limit)
    {
        var last = exception is AggregateException all ? all.InnerExceptions[^1] : exception;
        var answered = last is RequestFailedException { Status: > 0 };
        var why = last switch
        {
            RequestFailedException { Status: > 0 } answer => Answered(answer),
            AuthenticationFailedException =>
                "No identity could be found or it was refused: sign in (az login), set AZURE_CLIENT_ID and its kin, or use a SAS.",
            OperationCanceledException =>
                $"The service did not answer within {limit.TotalSeconds:0.#} s: see whether it runs and can be reached.",
            XmlException => "The answer is no list of blobs: see whether a proxy or another service answers at this address.",
            _ => $"The service can't be reached: {last.GetBaseException().Message}.",
        };
        return new BlobStoreException($"{location} could not be {verb}. {why}", answered ? null : exception);
    }

    private static string Answered(RequestFailedException answer)
    {
        var advice = answer switch
        {
            { ErrorCode: "ContainerBeingDeleted" } => "The container is being deleted: wait a minute, or use another.",
            { Status: 401 or 403 } =>
                "The credentials were refused: see the account's key, the SAS's rights and end, or the identity's role " +
                "(Storage Blob Data Contributor), and this machine's clock.",
            { Status: 404 } => "There is no such container, or no such account.",
            { Status: 416 } => "The blob has no such bytes.",
            { Status: 429 or >= 500 } => "The service is down or overloaded: try again later.",
            _ => "The service refused.",
        };
        var id = answer.GetRawResponse()?.Headers.TryGetValue("x-ms-request-id", out var requestId) == true
            ? $", request {requestId}"
            : "";
        return $"{advice} It answered {answer.Status} {answer.ErrorCode ?? "without a code"}{id}.";
    }
}
