using Koppel.Engine.Events;
using Koppel.Engine.GuidedLoads;
using Koppel.Engine.Hosting;
using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;

namespace Koppel.Server.Wire;

/// <summary>Makes of an exception what a caller is told.</summary>
internal static class FaultOf
{
    /// <summary>The word for it.</summary>
    public static string Code(Exception fault) => fault switch
    {
        ApiFault known => known.Code,
        QueryException => "sql",
        ConnectorException { Kind: var kind } => kind switch
        {
            ConnectorErrorKind.Unreachable => "unreachable",
            ConnectorErrorKind.Unauthorized => "unauthorized",
            ConnectorErrorKind.Refused => "refused",
            ConnectorErrorKind.NotFound => "not-found",
            ConnectorErrorKind.Throttled => "throttled",
            ConnectorErrorKind.ServerFault => "server-fault",
            ConnectorErrorKind.BadAnswer => "bad-answer",
            ConnectorErrorKind.File => "file",
            _ => "not-supported",
        },
        LoadDeclinedException => "declined",
        MappingFaultException mapping => mapping.Code,
        SessionBusyException => "busy",
        OperationCanceledException => "stopped",
        IOException or UnauthorizedAccessException => "machine",
        _ => "fault",
    };

    /// <summary>The sentence for it.</summary>
    public static string Text(Exception fault) => fault switch
    {
        ApiFault or QueryException or ConnectorException or LoadDeclinedException or SessionBusyException or MappingFaultException
            => fault.Message,
        OperationCanceledException => "It was stopped.",
        IOException or UnauthorizedAccessException =>
            $"A file cannot be read or written: {fault.Message.TrimEnd('.')}. Check that it may be used, and that there is room.",
        OutOfMemoryException => "There is not enough memory to go on. Ask for fewer rows, or close other programs.",
        _ => $"This is a fault of Koppel itself, not of what you asked for ({fault.GetType().Name} at {Place(fault)}). Report it.",
    };

    /// <summary>It as the answer to a request.</summary>
    public static ApiFault Of(Exception fault) => fault switch
    {
        ApiFault known => known,
        QueryException { HasPosition: true } query => new ApiFault(422, Code(fault), query.Message) { Place = (query.Line, query.Column) },
        QueryException => new ApiFault(422, Code(fault), fault.Message),
        ConnectorException remote => new ApiFault(Status(remote.Kind), Code(fault), fault.Message) { IsRetryable = remote.IsTransient },
        MappingFaultException => new ApiFault(422, Code(fault), fault.Message),
        SessionBusyException => new ApiFault(409, Code(fault), fault.Message),
        _ => new ApiFault(500, Code(fault), Text(fault)),
    };

    static int Status(ConnectorErrorKind kind) => kind == ConnectorErrorKind.NotFound ? 404 : 422;

    /// <summary>The first method of ours on its stack, without what the exception says: that can hold data.</summary>
    static string Place(Exception fault)
    {
        var frames = new System.Diagnostics.StackTrace(fault, fNeedFileInfo: false).GetFrames();
        var method = frames.Select(f => f.GetMethod())
            .FirstOrDefault(m => m?.DeclaringType?.FullName?.StartsWith("Koppel.", StringComparison.Ordinal) == true);
        return method is null ? "no method" : $"{method.DeclaringType!.FullName}.{method.Name}";
    }
}
