namespace Nonolive.Pipeline.Errors;

/// <summary>
/// Every fault that is shown to a person, numbered once: 10xx lake and storage, 11xx stack settings and the infrastructure
/// program, 12xx replication, 13xx Hive engine, 14xx jobs, contracts and publication, 15xx local cloud, 16xx command line and
/// set-up, 17xx console and collector. A number is never reused.
/// </summary>
public enum ErrorCode
{
    // 10xx: lake and storage

    /// <summary>A text that should be an S3 address is none.</summary>
    NotAnObjectUri = 1001,

    /// <summary>An object that should be there is not.</summary>
    NoSuchObject = 1002,

    // 11xx: stack settings and the infrastructure program

    // 12xx: replication

    // 13xx: Hive engine

    // 14xx: jobs, contracts and publication

    // 15xx: local cloud

    // 16xx: command line and set-up

    /// <summary>Something that the set-up needs is missing and could not be installed.</summary>
    SetUpFailed = 1601,

    /// <summary>The command runs outside the project.</summary>
    NoRepository = 1602,

    /// <summary>A test run ended without results.</summary>
    NoTestResults = 1603,

    // 17xx: console and collector
}
