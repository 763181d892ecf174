namespace Koppel.Sandbox.Salesforce.Bulk;

/// <summary>Where a job stands, under the API's own names.</summary>
internal enum JobState
{
    Open,
    UploadComplete,
    InProgress,
    JobComplete,
    Failed,
    Aborted,
}
