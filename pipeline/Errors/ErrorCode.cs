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

    /// <summary>A stack's file is not there.</summary>
    NoStackFile = 1101,

    /// <summary>A stack's file cannot be read.</summary>
    NotAStackFile = 1102,

    /// <summary>One or more settings of a stack are missing, wrong or contradict each other.</summary>
    BadSettings = 1103,

    /// <summary>A saved registration of a stack's resources cannot be read.</summary>
    NotARegistration = 1104,

    /// <summary>The program registered two resources of one type and name.</summary>
    DuplicateRegistration = 1105,

    /// <summary>The functions that a stack deploys are not built.</summary>
    NoFunctionPackage = 1106,

    // 12xx: replication

    /// <summary>A setting of the replication that does not exist.</summary>
    UnknownReplicationSetting = 1201,

    /// <summary>A setting of the replication that DMS has and the replication engine has not.</summary>
    ReplicationSettingNotImplemented = 1202,

    /// <summary>A setting of the replication whose value is none of the allowed ones.</summary>
    InvalidReplicationSetting = 1203,

    /// <summary>Settings of the replication that exclude each other.</summary>
    ContradictoryReplicationSettings = 1204,

    /// <summary>The table mappings name no table of the source.</summary>
    NoTablesCaptured = 1205,

    /// <summary>Table mappings or task settings that are not the JSON that DMS takes.</summary>
    MalformedReplicationDocument = 1206,

    /// <summary>The source database is not set up for replication.</summary>
    ReplicationSourceNotReady = 1207,

    /// <summary>The source no longer has the replication slot that a task wants to continue from.</summary>
    ReplicationSlotLost = 1208,

    /// <summary>A value is larger than the task lets large objects be, and the endpoint forbids cutting it.</summary>
    LargeObjectTruncated = 1209,

    /// <summary>PostgreSQL's programs are not on this machine.</summary>
    PostgresNotFound = 1210,

    /// <summary>A private PostgreSQL did not start.</summary>
    PostgresDidNotStart = 1211,

    /// <summary>Something was asked of a replication task that is not running.</summary>
    ReplicationTaskNotRunning = 1212,

    // 13xx: Hive engine

    /// <summary>A Hive script that is not HiveQL 3.1 as the engine reads it.</summary>
    HiveParse = 1301,

    /// <summary>A Hive statement whose names, types or settings do not fit, or that the engine refuses.</summary>
    HiveSemantic = 1302,

    /// <summary>A Hive statement failed while it ran.</summary>
    HiveExecution = 1303,

    /// <summary>assert_true() found its condition false.</summary>
    HiveAssertion = 1304,

    /// <summary>A Hive table cannot get this name: it is taken or its database does not exist.</summary>
    HiveTableNameTaken = 1350,

    /// <summary>A saved metastore file cannot be read.</summary>
    HiveMetastoreFile = 1351,

    /// <summary>A Hive table's folder holds a folder where files are expected.</summary>
    HiveNotAFile = 1352,

    /// <summary>A file of a Hive table is broken or cut off.</summary>
    HiveBrokenFile = 1353,

    /// <summary>A file of a Hive table is compressed by a codec that the engine does not read.</summary>
    HiveUnknownCompression = 1354,

    /// <summary>A row of a Hive table cannot be read by its SerDe.</summary>
    HiveBadRow = 1355,

    /// <summary>A Hive table has a SerDe that the engine does not know.</summary>
    HiveUnknownSerDe = 1356,

    /// <summary>A Hive table has a property that the engine does not act on.</summary>
    HiveUnsupportedProperty = 1357,

    /// <summary>A Parquet column is stored in a type that Hive cannot read as the table's.</summary>
    HiveParquetType = 1358,

    /// <summary>An INSERT makes more dynamic partitions than allowed.</summary>
    HiveTooManyPartitions = 1359,

    /// <summary>LOAD DATA names a path where nothing is.</summary>
    HiveNothingToLoad = 1360,

    /// <summary>A result cannot be written.</summary>
    HiveWriteFailed = 1361,

    /// <summary>An option of nono hive is unknown, lacks its value, or names a file that is not there.</summary>
    HiveShellOption = 1362,

    // 14xx: jobs, contracts and publication

    /// <summary>A YAML file of the jobs folder cannot be parsed.</summary>
    NotYaml = 1401,

    /// <summary>A YAML file has a key that nobody reads.</summary>
    UnknownYamlKey = 1402,

    /// <summary>A YAML file lacks a key.</summary>
    MissingYamlKey = 1403,

    /// <summary>A YAML value is of the wrong kind or out of range.</summary>
    WrongYamlValue = 1404,

    /// <summary>A file that the job catalog or a contract needs is not there.</summary>
    MissingJobFile = 1405,

    /// <summary>Jobs wait for each other in a circle.</summary>
    JobCycle = 1406,

    /// <summary>A job waits for one that does not exist.</summary>
    UnknownJob = 1407,

    /// <summary>Two jobs, columns or reports have one name.</summary>
    DuplicateName = 1408,

    /// <summary>A report is asked for that has no contract.</summary>
    UnknownReport = 1409,

    /// <summary>A manifest, an index or a report row cannot be read.</summary>
    UnreadablePublication = 1410,

    /// <summary>A report was never published for that day.</summary>
    NotPublished = 1411,

    /// <summary>An object that a manifest names is gone or was changed since.</summary>
    ChangedReportObject = 1412,

    /// <summary>An event cannot be written because a field is missing or out of range.</summary>
    UnwritableEvent = 1413,

    /// <summary>A SQL test says something that cannot be: an unknown table or column, a value of another type.</summary>
    WrongSqlTest = 1414,

    /// <summary>The list of equivalent mutants holds an entry that fits no mutant, or one that a test kills.</summary>
    StaleEquivalentMutant = 1415,

    /// <summary>A SQL test fails on the script as it is, so that nothing can be said about changes of it.</summary>
    FailingSqlTest = 1416,

    /// <summary>A production stack was to take what was not verified as it is.</summary>
    NotVerified = 1417,

    /// <summary>A production stack was to take contracts that break those who read the reports.</summary>
    BreaksReaders = 1418,

    /// <summary>The evidence of a verification cannot be read.</summary>
    NotEvidence = 1419,

    // 15xx: local cloud

    /// <summary>No AWS emulator can be had.</summary>
    NoAwsEmulator = 1501,

    /// <summary>No PostgreSQL can be had.</summary>
    NoPostgres = 1502,

    /// <summary>The program registers a type of resource that the local cloud does not understand.</summary>
    UnknownResourceType = 1503,

    /// <summary>A resource has an input that the local cloud does not understand.</summary>
    UnknownResourceInput = 1504,

    /// <summary>A resource could not be created.</summary>
    ResourceFailed = 1505,

    /// <summary>The program calls a function of the provider that the local cloud does not understand.</summary>
    UnknownInvoke = 1506,

    /// <summary>A state machine's definition has faults.</summary>
    BadStateMachine = 1507,

    /// <summary>An execution of the name exists already.</summary>
    ExecutionExists = 1508,

    /// <summary>A child process of the local cloud died.</summary>
    PartDied = 1509,

    /// <summary>The stack lacks something that is asked for.</summary>
    StackLacks = 1510,

    /// <summary>Two resources claim one name.</summary>
    DuplicateResource = 1511,

    // 16xx: command line and set-up

    /// <summary>Something that the set-up needs is missing and could not be installed.</summary>
    SetUpFailed = 1601,

    /// <summary>The command runs outside the project.</summary>
    NoRepository = 1602,

    /// <summary>A test run ended without results.</summary>
    NoTestResults = 1603,

    /// <summary>A run of the state machine did not succeed.</summary>
    RunFailed = 1604,

    /// <summary>A unit price of the preview is not written as NAME=USD.</summary>
    NotAPrice = 1605,

    /// <summary>A preview is compared with a commit whose program cannot be run.</summary>
    NoEarlierRegistration = 1606,

    /// <summary>A command about SQL tests names a job that has none.</summary>
    NoSqlTests = 1607,

    /// <summary>A preview is compared with a name that is neither a file nor a commit of this repository.</summary>
    NoSuchCommit = 1608,

    /// <summary>A preview is compared with a commit where git cannot be asked.</summary>
    NoGitRepository = 1609,

    /// <summary>A preview's registration cannot be saved where it was asked to be.</summary>
    CannotSave = 1610,

    /// <summary>An assumption of the preview's cost is not written as NAME=VALUE.</summary>
    NotAnAssumption = 1611,

    // 17xx: console and collector

    /// <summary>The console was given no bucket to work with.</summary>
    ConsoleWithoutBucket = 1701,

    /// <summary>A setting of the console is out of range.</summary>
    WrongConsoleSettings = 1702,

    /// <summary>A page or API address names a report that is not known.</summary>
    UnknownConsoleReport = 1703,

    /// <summary>A parameter of an address is unknown or has a wrong value.</summary>
    WrongRequestParameter = 1704,

    /// <summary>A report is known, but no day of it was published yet.</summary>
    NothingPublished = 1705,

    /// <summary>A manifest promises another number of rows than its objects hold.</summary>
    PublishedRowsDiffer = 1706,

    /// <summary>The address of the console is taken or not this machine's.</summary>
    ConsoleCannotListen = 1707,

    /// <summary>A batch of events is larger than the collector takes.</summary>
    EventBatchTooLarge = 1711,

    /// <summary>A batch of events has a content type or an encoding that the collector does not take.</summary>
    UnknownEventEncoding = 1712,

    /// <summary>Too many events wait to be stored; the client sends the batch again later.</summary>
    CollectorFull = 1713,

    /// <summary>Events could not be stored; the client sends the batch again.</summary>
    EventsNotStored = 1714,

    /// <summary>A compressed batch of events is damaged or cut off.</summary>
    DamagedEventBatch = 1715,
}
