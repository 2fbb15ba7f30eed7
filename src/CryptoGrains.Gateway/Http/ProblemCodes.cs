namespace CryptoGrains.Gateway.Http;

/// <summary>The codes of REST problems. They are part of the API: docs/api.md lists them.</summary>
internal static class ProblemCodes
{
    /// <summary>The member of the problem document that holds the code.</summary>
    public const string Member = "code";

    public const string UnknownSymbol = "unknown-symbol";
    public const string NoTrades = "no-trades";
    public const string UnknownParameter = "unknown-parameter";
    public const string BadInterval = "bad-interval";
    public const string BadRange = "bad-range";
    public const string BadTime = "bad-time";
    public const string BadLimit = "bad-limit";
    public const string BadCursor = "bad-cursor";
    public const string BadFormat = "bad-format";
    public const string BadSource = "bad-source";
    public const string BadFill = "bad-fill";
    public const string BadAsOf = "bad-as-of";
    public const string BadFull = "bad-full";
    public const string BadRanking = "bad-ranking";
    public const string BadShape = "bad-shape";
    public const string BadSymbols = "bad-symbols";
    public const string BadMethod = "bad-method";
    public const string BadWindow = "bad-window";
    public const string BadThreshold = "bad-threshold";
    public const string BadLags = "bad-lags";
    public const string BadIndicator = "bad-indicator";
    public const string TooManyAnalyses = "too-many-analyses";
    public const string UnknownVersion = "unknown-version";
    public const string UnknownDataset = "unknown-dataset";
    public const string HistoryUnavailable = "history-unavailable";
    public const string BadUrl = "bad-url";
    public const string UnknownWebhook = "unknown-webhook";
    public const string UnknownDeadLetter = "unknown-dead-letter";
    public const string TooManyWebhooks = "too-many-webhooks";
    public const string BatchRunning = "batch-running";
    public const string BadChannel = "unknown-channel";
    public const string BadRule = "bad-rule";
    public const string BadState = "bad-state";
    public const string BadSeverity = "bad-severity";
    public const string UnknownRule = "unknown-rule";
    public const string UnknownAlert = "unknown-alert";
    public const string RuleChanged = "rule-changed";
    public const string VersionRequired = "version-required";
    public const string TooManyRules = "too-many-rules";
    public const string NoBacktest = "no-backtest";
    public const string AlertsUnavailable = "alerts-unavailable";
    public const string TooLarge = "too-large";
    public const string OriginNotAllowed = "origin-not-allowed";
    public const string TooManyConnections = "too-many-connections";
    public const string WebSocketRequired = "websocket-required";
    public const string UnknownPath = "unknown-path";
    public const string MethodNotAllowed = "method-not-allowed";
    public const string UnsupportedMediaType = "unsupported-media-type";
    public const string BadRequest = "bad-request";
    public const string InternalError = "internal-error";

    /// <summary>The code and the sentence of a status that no endpoint has explained.</summary>
    public static (string Code, string Detail) OfStatus(int status, string method, string path) => status switch
    {
        404 => (UnknownPath, $"There is nothing at {path}. The API is described at /openapi/v1.json."),
        405 => (MethodNotAllowed, $"{method} is not allowed at {path}. The Allow header says what is."),
        415 => (UnsupportedMediaType, $"{path} does not read this content type. Send application/json."),
        >= 500 => (InternalError, "The server failed to answer. The log has the reason under this answer's traceId."),
        _ => (BadRequest, $"The request to {path} could not be read."),
    };
}
